package dev.proxyherd.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.GroupCommit;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much is read of what somebody sends. */
class LineIntakeTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final LineLimits LIMITS = new LineLimits(1, 0, 1_000, 2_000, LONG, LONG, LONG);
  private static final int AHEAD = 64 * 1024;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private static final GroupCommit NOTHING =
      new GroupCommit(new RecordStore(InstantSource.system(), new MemoryJournal()));

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Queue<Long> delays = new ArrayDeque<>();
  private final Taken taken = new Taken();
  private final LineIntake intake =
      new LineIntake(
          channel, new Turn(tasks::add, NOTHING), LIMITS, new LineOutput(channel), taken);

  @BeforeEach
  void stopTheClock() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void readsNoFurtherAheadThanItTakesLines() {
    intake.open(new Same(null));
    var sent = 0;
    while (channel.config().isAutoRead() && sent < 10 * AHEAD) {
      send("a\n".repeat(4_096));
      sent += 4_096;
    }
    assertThat(2 * (sent - taken.lines)).isBetween(AHEAD, 2 * AHEAD);

    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
    assertThat(taken.lines).isEqualTo(sent);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void readsAllOfALongLine() {
    intake.open(new Same(null));
    send("a".repeat(999));
    assertThat(channel.config().isAutoRead()).isTrue();
    send("a\n");
    assertThat(taken.lines).isOne();
  }

  @Test
  void aLineThatComesTooEarlyWaitsAndWhatIsBehindItWaitsToo() {
    delays.addAll(List.of(0L, SECOND, 0L, 0L));
    intake.open(new Same(this::delay));
    send("a\nb");
    assertThat(intake.lineSince()).isNotZero();
    send("\nc\n");
    assertThat(taken.lines).isOne();
    assertThat(intake.lineSince()).as("it has arrived").isZero();
    assertThat(intake.silentSince()).as("it is this side's turn").isZero();

    waitFor(SECOND - 1);
    assertThat(taken.lines).isOne();
    waitFor(1);
    assertThat(taken.lines).isEqualTo(3);
    assertThat(intake.silentSince()).isNotZero();
  }

  @Test
  void readsNoFurtherAheadOfALineThatComesTooEarly() {
    delays.addAll(List.of(SECOND, 0L));
    intake.open(new Same(this::delay));
    send("a\n".repeat(AHEAD));
    assertThat(channel.config().isAutoRead()).isFalse();
    assertThat(taken.lines).isZero();

    waitFor(SECOND);
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
    assertThat(taken.lines).isEqualTo(AHEAD);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void theLastLineWaitsToo() {
    delays.addAll(List.of(SECOND, 0L));
    intake.open(new Same(this::delay));
    send("without a line feed");
    intake.inputEnded(true);
    assertThat(taken.lines).isZero();
    assertThat(intake.isFinished()).isFalse();

    waitFor(SECOND);
    assertThat(taken.lines).isOne();
    assertThat(intake.isFinished()).isTrue();
  }

  @Test
  void aLineThatStillWaitsIsNotTakenAfterTheEnd() {
    delays.addAll(List.of(SECOND, 0L));
    intake.open(new Same(this::delay));
    send("a\n");
    intake.stop();
    waitFor(SECOND);
    assertThat(taken.lines).isZero();
  }

  private long delay() {
    return delays.isEmpty() ? 0 : delays.remove();
  }

  private void waitFor(long nanos) {
    channel.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  private void send(String text) {
    intake.append(Unpooled.copiedBuffer(text, US_ASCII));
  }

  private static final class Taken implements LineIntake.Receiver {
    private int lines;

    @Override
    public void touch() {}

    @Override
    public void received(ByteString line) {
      lines++;
    }

    @Override
    public void pass(Object payload) {}

    @Override
    public void closeGently(CloseReason reason) {}
  }

  private record Same(@Nullable Throttle throttle) implements LineSession {
    @Override
    public Object line(ByteString line) {
      return line;
    }

    @Override
    public Object tooLong(ByteString head) {
      return head;
    }
  }
}
