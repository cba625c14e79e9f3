package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.command.ForgetService;
import dev.proxyherd.settings.UnusableConfigurationException;
import dev.proxyherd.testing.TestMember;
import dev.proxyherd.topology.TopologyChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Herds whose members read their files again while they run. */
@ExtendWith(OutputCaptureExtension.class)
class ReloadTest {
  /** Between two updates of a client: members need the processors, too. */
  private static final long PAUSE_NANOS = 2_000_000;

  private @TempDir Path folder;
  private FileHerd herd;

  @BeforeEach
  void makeHerd() {
    herd = new FileHerd(folder);
  }

  @AfterEach
  void stop() {
    herd.close();
  }

  @Test
  void aRingThatIsCutAndClosedElsewhereWhileUpdatesFlowLosesNothing() throws Exception {
    herd.startStrangers("Ann", "Bob", "Cid", "Dan");
    herd.ring(List.of("Ann", "Bob", "Cid", "Dan"));
    herd.eventuallyLinked("Ann", "Bob");
    herd.eventuallyLinked("Cid", "Dan");

    var going = new AtomicBoolean(true);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var told = new ArrayList<Callable<Integer>>();
      for (var name : herd.names()) {
        told.add(
            () -> {
              var count = 0;
              while (going.get()) {
                herd.report(name, name + "-" + count++);
                LockSupport.parkNanos(PAUSE_NANOS);
              }
              return count;
            });
      }
      var counts = told.stream().map(clients::submit).toList();
      for (var turn = 0; turn < 3; turn++) {
        herd.ring(List.of("Ann", "Cid", "Bob", "Dan"));
        herd.eventuallyLinked("Ann", "Cid");
        herd.eventuallyLinked("Bob", "Dan");
        herd.ring(List.of("Ann", "Bob", "Cid", "Dan"));
        herd.eventuallyLinked("Ann", "Bob");
      }
      going.set(false);
      var all = 0;
      for (var count : counts) {
        all += count.get();
      }
      herd.eventuallyAgree(all);
    }
  }

  @Test
  void aNeighbourThatIsAddedCatchesUpAndOneThatReturnsDoesSoToo(CapturedOutput log)
      throws Exception {
    herd.startStrangers("Ann", "Bob");
    herd.report("Ann", "kiwi");
    herd.write("Ann", "Bob");
    herd.write("Bob", "Ann");
    assertThat(herd.reload("Ann").added()).containsExactly("Bob");
    await().until(() -> herd.member("Ann").neighbour("Bob").outgoing() == LinkState.REFUSED);
    assertThat(herd.member("Ann").neighbour("Bob").lastError())
        .isEqualTo("Bob says: Bob does not name Ann as neighbour");
    assertThat(herd.member("Bob").neighbours().strangers()).containsKey("Ann");
    herd.reload("Bob");
    herd.eventuallyLinked("Ann", "Bob");
    herd.eventuallyAgree(1);
    assertThat(herd.member("Bob").neighbours().strangers()).isEmpty();

    herd.write("Ann");
    assertThat(herd.reload("Ann").removed()).containsExactly("Bob");
    herd.report("Ann", "lime");
    herd.report("Bob", "plum");
    herd.member("Ann").bean(ForgetService.class).forget("kiwi");
    await().until(() -> herd.member("Bob").neighbour("Ann").outgoing() == LinkState.REFUSED);
    assertThat(herd.member("Bob").neighbour("Ann").lastError())
        .isEqualTo("Ann says: Ann does not name Bob as neighbour");
    assertThat(herd.member("Ann").knows("plum")).as("what a neighbour no more floods").isEmpty();
    assertThat(herd.member("Bob").knows("lime")).isEmpty();

    herd.write("Ann", "Bob");
    herd.reload("Ann");
    herd.eventuallyAgree(2);
    assertThat(herd.member("Bob").knows("kiwi")).as("forgotten while Bob was away").isEmpty();
    assertThat(log)
        .contains("The files have been read again. Neighbours: added none; removed Bob; moved none")
        .contains("Link from Bob is down: a neighbour no more");
  }

  @Test
  void aNeighbourThatHasMovedIsDialledThere() throws Exception {
    herd.startStrangers("Ann", "Bob");
    herd.write("Bob", "Ann");
    herd.reload("Bob");
    herd.write("Ann", "Bob");
    var right = Files.readString(herd.file("Ann"));
    Files.writeString(herd.file("Ann"), right.replace(port("Bob"), "peer-port: 1,"));
    herd.reload("Ann");
    await().until(() -> herd.member("Ann").neighbour("Bob").outgoing() == LinkState.DOWN);

    Files.writeString(herd.file("Ann"), right);
    var moved = herd.reload("Ann").moved();
    assertThat(moved)
        .containsExactly(
            new TopologyChange.Move(
                "Bob", "127.0.0.1:1", "127.0.0.1:" + herd.member("Bob").peerPort()));
    herd.eventuallyLinked("Ann", "Bob");
  }

  private String port(String name) {
    return "peer-port: %d,".formatted(herd.member(name).peerPort());
  }

  @Test
  void aPreviewChangesNothing() throws Exception {
    herd.startStrangers("Ann", "Bob");
    herd.write("Ann", "Bob");
    Files.writeString(
        herd.file("Ann"),
        Files.readString(herd.file("Ann")).replace(TestMember.SECRET, "quite another secret")
            + "  client.max-line: 1KB\n");
    var preview = herd.member("Ann").bean(Reload.class).preview();
    assertThat(preview)
        .isEqualTo(
            new TopologyChange(
                List.of("Bob"),
                List.of(),
                List.of(),
                List.of("herd.client.max-line", "herd.secret")));
    assertThat(herd.neighbours("Ann")).isEmpty();
    assertThat(herd.reload("Ann")).isEqualTo(preview);
    assertThat(herd.neighbours("Ann")).containsExactly("Bob");
    assertThat(herd.reload("Ann").added()).isEmpty();
    assertThat(herd.reload("Ann").needRestart()).isEqualTo(preview.needRestart());
  }

  @Test
  void aWrongFileChangesNothingAndSaysWhy() throws Exception {
    herd.startStrangers("Ann", "Bob");
    herd.write("Ann", "Bob");
    herd.reload("Ann");
    var link = herd.member("Ann").neighbour("Bob");
    var right = Files.readString(herd.file("Ann"));
    assertRefused(
        right.replace("[Bob]", "[Bob, Cid]"),
        "herd.neighbours[1] = 'Cid': no such member in the address table",
        "line 4",
        "The table has Ann, Bob.");
    assertRefused(
        right.replace("[Bob]", "[Bob"), herd.file("Ann") + ": line ", "", "Mend the file.");
    assertRefused(
        right.replace("neighbours", "neighbors"),
        "herd.neighbors: there is no such setting",
        "line 4",
        "Did you mean herd.neighbours?");
    assertRefused(
        right + "  client.max-line: 1GB\n",
        "herd.client.max-line = ",
        "line 8",
        "within its limits");
    assertRefused(
        right + "  client.write-timeout: soon\n",
        "herd.client.write-timeout = 'soon': not a duration",
        "line 8",
        "Write a number");
    assertRefused(
        right.replace("name: Ann", "name: Bob").replace("[Bob]", "[Ann]"),
        "herd.name = 'Bob': this member is Ann",
        "line 2",
        "Set it back");
    assertRefused(
        right.replace(TestMember.SECRET, "short"),
        "herd.secret = (5 characters)",
        "",
        "HERD_SECRET");
    Files.delete(herd.file("Ann"));
    assertThatThrownBy(() -> herd.reload("Ann"))
        .hasMessageStartingWith("spring.profiles.active: ann: there is no application-ann.yml");
    assertThat(herd.member("Ann").neighbour("Bob")).isSameAs(link);
  }

  private void assertRefused(String text, String problem, String line, String remedy)
      throws Exception {
    Files.writeString(herd.file("Ann"), text);
    assertThatThrownBy(() -> herd.reload("Ann"))
        .isInstanceOfSatisfying(
            UnusableConfigurationException.class,
            refused -> assertThat(refused.remedy()).contains(remedy))
        .hasMessageStartingWith(problem)
        .hasMessageContaining(line)
        .hasMessageNotContaining(TestMember.SECRET);
    assertThat(herd.neighbours("Ann")).containsExactly("Bob");
  }

  @Test
  void thoseWhoComeAtOnceAreServedOneAfterTheOther() throws Exception {
    herd.startStrangers("Ann", "Bob");
    herd.write("Ann", "Bob");
    var together = new CyclicBarrier(4);
    try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<TopologyChange> one =
          () -> {
            together.await();
            return herd.reload("Ann");
          };
      var changes = operators.invokeAll(List.of(one, one, one, one));
      var added = 0;
      for (var change : changes) {
        added += change.get().added().size();
      }
      assertThat(added).isOne();
    }
    assertThat(herd.neighbours("Ann")).containsExactly("Bob");
  }

  @Test
  void aMemberThatStopsChangesNothing() throws Exception {
    herd.startStrangers("Ann", "Bob");
    herd.write("Ann", "Bob");
    var reload = herd.member("Ann").bean(Reload.class);
    herd.stop("Ann");
    assertThatThrownBy(reload::reload).isInstanceOf(Reload.StoppingException.class);
  }
}
