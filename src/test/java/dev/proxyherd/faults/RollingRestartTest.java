package dev.proxyherd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.MemberProcess;
import dev.proxyherd.testing.Oracle;
import dev.proxyherd.testing.ProcessHerd;
import dev.proxyherd.testing.Seeds;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All members are restarted, one after the other, while clients report. */
@BesideOthers
class RollingRestartTest {
  private static final int TERMINATED = 128 + 15;

  /** Between two questions of a client: far less than a member is away, even for a moment. */
  private static final long PAUSE_NANOS = 5_000_000;

  @TempDir private Path folder;
  private final Random random = Seeds.random();
  private volatile boolean running = true;

  private static final String[] FIVE = {
    "Goloman-Hands",
    "Goloman-Holiday",
    "Goloman-Wilkes",
    "Hands-Wilkes",
    "Holiday-Welsh",
    "Holiday-Wilkes"
  };

  private static final String[] THREE = {"Goloman-Hands", "Goloman-Holiday"};

  @ParameterizedTest
  @ValueSource(strings = {"disk", "memory"})
  void losesNothingThatWasAnsweredAndKeepsNobodyOut(String store) throws Exception {
    try (var herd = herd(store);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var oracle = Oracle.of(herd);
      Callable<Integer> walk = () -> mostRefusalsInARow(herd);
      var walker = threads.submit(walk);
      try (var reporters = oracle.reporters(random)) {
        for (var name : herd.members().stream().map(MemberProcess::name).toList()) {
          reporters.awaitMore(200);
          restart(herd, name);
        }
      } finally {
        running = false;
      }
      assertThat(walker.get()).as("members in a row that did not answer").isLessThanOrEqualTo(1);
      oracle.isContent();
    }
  }

  private ProcessHerd herd(String store) throws Exception {
    return ProcessHerd.of(
            folder,
            setup -> setup.with("herd.store.type", store).with("herd.peers.timeout", "5s"),
            store.equals("disk") ? FIVE : THREE)
        .startAll();
  }

  private static void restart(ProcessHerd herd, String name) throws Exception {
    var member = herd.member(name);
    member.terminate();
    assertThat(member.exitStatus()).isEqualTo(TERMINATED);
    assertThat(member.log()).contains(" answered, 0 cut; ").contains(" neighbours flushed, 0 not");
    assertThat(herd.start(name).log()).contains(" caught up").doesNotContain("waiting:");
  }

  /** A client that goes to another member as soon as one does not answer. */
  private int mostRefusalsInARow(ProcessHerd herd) {
    var most = 0;
    var now = 0;
    var last = "";
    while (running) {
      var member = anyBut(last, herd.members());
      now = answers(member) ? 0 : now + 1;
      most = Math.max(most, now);
      last = member.name();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return most;
  }

  private MemberProcess anyBut(String last, List<MemberProcess> members) {
    var others = members.stream().filter(member -> !member.name().equals(last)).toList();
    return others.get(random.nextInt(others.size()));
  }

  private static boolean answers(MemberProcess member) {
    try (var client = LineSocket.connect(member.clientAddress(), Duration.ofSeconds(10))) {
      return client.ask("anybody there?").equals("? anybody there?");
    } catch (UncheckedIOException | AssertionError e) {
      return false;
    }
  }
}
