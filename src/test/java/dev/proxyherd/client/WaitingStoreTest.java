package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.WaitingStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What clients see of a member whose store has to be waited for. All share one event loop. */
@ExtendWith(OutputCaptureExtension.class)
class WaitingStoreTest {
  private static final String ONE_LOOP = "herd.tcp.event-loops=1";
  private static final String PATIENT = "spring.lifecycle.timeout-per-shutdown-phase=10s";
  private static final String SLOW = "IAMAT slow +1+1 1520023935";
  private static final String SLOW_AT = "AT Goloman +0.182837383 slow +1+1 1520023935";
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
  private static final WaitingStore STORE = new WaitingStore();
  private static @SuppressWarnings("NullAway.Init") Member member;

  @BeforeAll
  static void start() {
    member = Member.startOn(STORE, ONE_LOOP);
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @AfterEach
  void noEventLoopHasWaited() {
    STORE.reset();
    assertThat(STORE.defects()).isEmpty();
  }

  @Test
  void manyCommandsInFlightAreAnsweredInTheirOrder() {
    var commands = new StringBuilder();
    var replies = new StringBuilder();
    var last = "";
    for (var i = 0; i < 2_000; i++) {
      if (i % 50 == 49) {
        commands.append("WHATSAT bird 10 5\n");
        replies.append(last).append(Member.NOWHERE).append("\n\n");
      } else if (i % 11 == 5) {
        commands.append("what ").append(i).append('\n');
        replies.append("? what ").append(i).append('\n');
      } else if (i % 13 == 6) {
        commands.append("IAMAT bird +1+1 9999999999\n");
        replies.append("? IAMAT bird +1+1 9999999999\n");
      } else {
        commands.append("IAMAT bird +1+1 %d\n".formatted(1_520_000_000 + i));
        last = "AT Goloman +%d.182837383 bird +1+1 %d\n".formatted(23_935 - i, 1_520_000_000 + i);
        replies.append(last);
      }
    }
    assertThat(member.exchange(commands.toString())).isEqualTo(replies.toString());
  }

  @Test
  void aSlowUpdateHoldsUpItsOwnConnectionAndNoOther() throws Exception {
    var gate = STORE.hold("slow");
    try (var slow = member.connect();
        var other = member.connect()) {
      slow.send(SLOW + "\n" + Member.IAMAT + "\nwhat\n");
      gate.awaitArrival();
      assertThat(other.ask(Member.IAMAT)).isEqualTo(Member.AT);
      assertThat(other.ask("who")).isEqualTo("? who");
      assertThat(slow.isQuiet()).isTrue();
      gate.open();
      assertThat(slow.readLine()).isEqualTo(SLOW_AT);
      assertThat(slow.readLine()).isEqualTo(Member.AT);
      assertThat(slow.readLine()).isEqualTo("? what");
    }
  }

  @Test
  void whoEndsItsSideMeanwhileGetsAllReplies() throws Exception {
    var gate = STORE.hold("slow");
    try (var client = member.connect()) {
      client.send(SLOW + "\nwhat\n" + Member.IAMAT).shutdownOutput();
      gate.awaitArrival();
      gate.open();
      assertThat(client.readToEnd()).isEqualTo(SLOW_AT + "\n? what\n" + Member.AT + "\n");
    }
  }

  @Test
  void whatCannotBeRecordedIsRefusedInItsTurn(CapturedOutput output) throws Exception {
    var gate = STORE.hold("lost");
    try (var client = member.connect()) {
      client.send("IAMAT lost +1+1 1520023935\nwhat\n");
      gate.awaitArrival();
      gate.fail();
      assertThat(client.readLine()).isEqualTo("? IAMAT lost +1+1 1520023935");
      assertThat(client.readLine()).isEqualTo("? what");
      assertThat(client.ask(Member.IAMAT)).isEqualTo(Member.AT);
      assertThat(client.ask("WHATSAT lost 10 5")).isEqualTo("? WHATSAT lost 10 5");
    }
    assertThat(output).contains("the shard is away").doesNotContain("\tat ");
  }

  @Test
  void whoIsGoneMeanwhileIsMissedByNobody(CapturedOutput output) throws Exception {
    var gate = STORE.hold("orphan");
    try (var client = member.connect()) {
      client.send("IAMAT orphan +1+1 1520023935\n" + Member.IAMAT + "\nWHATSAT orphan 10 5\n");
      gate.awaitArrival();
      client.reset();
    }
    await().until(() -> member.openConnections() == 0);
    gate.open();
    try (var client = member.connect()) {
      client.send("WHATSAT orphan 10 5\n");
      await()
          .untilAsserted(
              () ->
                  assertThat(client.ask("WHATSAT orphan 10 5"))
                      .startsWith("AT Goloman +0.182837383 orphan "));
    }
    assertThat(output).doesNotContain("\tat ");
  }

  @Test
  void aDrainWaitsForWhatIsBeingRecorded(CapturedOutput output) throws Exception {
    var store = new WaitingStore();
    var gate = store.hold("slow");
    var stopping = Member.startOn(store, PATIENT);
    try (var client = stopping.connect()) {
      client.send(SLOW + "\nwhat\n");
      gate.awaitArrival();
      var stopped = CompletableFuture.runAsync(stopping::close);
      await().until(() -> output.getOut().contains("Stopping: draining 1 client"));
      gate.open();
      assertThat(client.readToEnd()).isEqualTo(SLOW_AT + "\n? what\n");
      client.shutdownOutput();
      stopped.join();
    }
    assertThat(output).contains("1 client connections answered, 0 cut");
  }

  /** Its connection is never found idle, since something of it is always being recorded. */
  @Test
  void whoNeverPausesHoldsUpNeitherTheOthersNorTheEnd(CapturedOutput output) {
    var stopping = Member.startOn(new WaitingStore(), ONE_LOOP, PATIENT);
    try (var busy = stopping.connect();
        var other = stopping.connect()) {
      busy.send((SLOW + "\n").repeat(1_000));
      var end =
          CompletableFuture.runAsync(
              () ->
                  assertThatThrownBy(
                          () -> {
                            while (busy.readLine().equals(SLOW_AT)) {
                              busy.sendLine(SLOW);
                            }
                          })
                      .isInstanceOf(AssertionError.class)
                      .hasMessage("closed behind: "),
              THREADS);
      for (var i = 0; i < 20; i++) {
        assertThat(other.ask(Member.IAMAT)).isEqualTo(Member.AT);
      }
      var stopped = CompletableFuture.runAsync(stopping::close, THREADS);
      assertThat(other.readToEnd()).isEmpty();
      other.shutdownOutput();
      end.join();
      busy.shutdownOutput();
      stopped.join();
    }
    assertThat(output).contains("2 client connections answered, 0 cut");
  }
}
