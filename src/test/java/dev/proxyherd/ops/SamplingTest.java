package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many are measured of how many. */
class SamplingTest {
  private static final long SECOND = 1_000_000_000L;

  private final Sampling sampling = new Sampling();
  private long now = System.nanoTime();

  @Test
  void measuresAllWhileThereAreFew() {
    assertThat(measured(500, 5)).isEqualTo(2500);
  }

  @Test
  void measuresSomeThousandASecondWhenThereAreMany() {
    measured(100_000, 1);
    assertThat(measured(100_000, 5) / 5).isBetween(500L, 3000L);
  }

  @Test
  void measuresAllAgainWhenThereAreFewAgain() {
    measured(100_000, 1);
    measured(10, 600);
    assertThat(measured(10, 10)).isEqualTo(100);
  }

  private long measured(int perSecond, int seconds) {
    var count = 0L;
    for (var i = 0; i < perSecond * seconds; i++) {
      now += SECOND / perSecond;
      if (sampling.next()) {
        count++;
        sampling.taken(now);
      }
    }
    return count;
  }
}
