package dev.proxyherd.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much is read of what somebody sends. */
class LineIntakeTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final LineLimits LIMITS = new LineLimits(1, 1_000, 2_000, LONG, LONG, LONG);
  private static final int AHEAD = 64 * 1024;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Taken taken = new Taken();
  private final LineIntake intake =
      new LineIntake(
          channel, new Turn(tasks::add, () -> {}), LIMITS, new LineOutput(channel), taken);

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void readsNoFurtherAheadThanItTakesLines() {
    intake.open(new Same());
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
    intake.open(new Same());
    send("a".repeat(999));
    assertThat(channel.config().isAutoRead()).isTrue();
    send("a\n");
    assertThat(taken.lines).isOne();
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

  private record Same() implements LineSession {
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
