package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What can be told of a neighbour's clock by the times that its changes bear. */
class ClockOffsetTest {
  private static final long SECOND = 1_000_000_000L;

  private final ClockOffset clocks = new ClockOffset();
  private final Random random = new Random(20);
  private long now = 7 * SECOND;

  @Test
  void isNotKnownBeforeThereHasBeenAChangeAndARoundTrip() {
    assertThat(clocks.seconds(0.002)).isNaN();
    clocks.observe(1000, now);
    assertThat(clocks.seconds(Double.NaN)).isNaN();
  }

  @Test
  void findsAClockThatIsAheadWhateverSingleChangesWaitFor() {
    comes(-3_000_000);
    assertThat(clocks.seconds(0.002)).isCloseTo(3, offset(0.01));
  }

  @Test
  void findsAClockThatIsBehind() {
    comes(2_500_000);
    assertThat(clocks.seconds(0.002)).isCloseTo(-2.5, offset(0.01));
  }

  @Test
  void followsAClockThatIsSetRight() {
    comes(-3_000_000);
    now += 30 * SECOND;
    comes(0);
    now += 11 * SECOND;
    comes(0);
    assertThat(clocks.seconds(0.002)).isCloseTo(0, offset(0.01));
  }

  /** A hundred changes in a second: one millisecond on their way, and up to a second in a queue. */
  private void comes(long clocksApartMicros) {
    for (var i = 0; i < 100; i++) {
      now += SECOND / 100;
      var waited = i == 50 ? 0 : random.nextInt(1_000_000);
      clocks.observe(clocksApartMicros + 1000 + waited, now);
    }
  }
}
