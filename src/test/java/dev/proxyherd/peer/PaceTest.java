package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLI = 1_000_000;
  private static final long ALL = Long.MAX_VALUE;

  private final Pace yielding = new Pace(true);
  private final Pace prompt = new Pace(false);
  private long now = 1_000 * MILLI;
  private long change;

  @Test
  void littleGoesAtOnce() {
    for (var block = 0; block < 20; block++) {
      assertThat(yielding.untilNext(now)).isNotPositive();
      assertThat(send(yielding, 1)).isEqualTo(ALL);
      now += MILLI / 2;
    }
  }

  @Test
  void muchGoesOnceInAMillisecond() {
    makeBusy(prompt);
    assertThat(send(prompt, 10)).isEqualTo(ALL);
    assertThat(prompt.untilNext(now)).isEqualTo(MILLI);
    assertThat(prompt.untilNext(now + MILLI)).isZero();
  }

  @Test
  void veryMuchGoesOnceInTwo() {
    makeBusy(prompt, 20);
    assertThat(send(prompt, 40)).isEqualTo(ALL);
    assertThat(prompt.untilNext(now)).isEqualTo(2 * MILLI);
    makeBusy(prompt, 10);
    assertThat(send(prompt, 10)).isEqualTo(ALL);
    assertThat(prompt.untilNext(now)).isEqualTo(MILLI);
  }

  @Test
  void aFullBlockIsFollowedAtOnce() {
    makeBusy(prompt);
    prompt.begin(now, ++change);
    prompt.sent(128, true);
    assertThat(prompt.untilNext(now)).isNotPositive();
  }

  /** What others have sent is passed on when it was there two blocks ago, or now and then. */
  @Test
  void oneSideYieldsWhileThereIsMuch() {
    makeBusy(yielding);
    var held = 0;
    for (var block = 0; block < 16; block++) {
      now += MILLI;
      var settled = send(yielding, 10);
      if (settled != ALL) {
        assertThat(settled).isEqualTo(change - 2);
        held++;
      }
    }
    assertThat(held).isEqualTo(14);
  }

  @Test
  void quietEndsIt() {
    makeBusy(yielding);
    now += 1_000 * MILLI;
    assertThat(send(yielding, 1)).isEqualTo(ALL);
    assertThat(yielding.untilNext(now)).isNotPositive();
  }

  private void makeBusy(Pace pace) {
    makeBusy(pace, 10);
  }

  private void makeBusy(Pace pace, int changesInMilli) {
    for (var block = 0; block < 20; block++) {
      send(pace, changesInMilli);
      now += MILLI;
    }
  }

  private long send(Pace pace, int changes) {
    var settled = pace.begin(now, ++change);
    pace.sent(changes, false);
    return settled;
  }
}
