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
  private long passed;

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
    prompt.passed(passed += 128, true);
    assertThat(prompt.untilNext(now)).isNotPositive();
  }

  /** What others have sent is passed on some milliseconds later, or now and then. */
  @Test
  void oneSideYieldsWhileThereIsMuch() {
    makeBusy(yielding);
    var held = 0;
    for (var block = 0; block < 64; block++) {
      now += MILLI;
      var settled = send(yielding, 10);
      if (settled != ALL) {
        assertThat(change - settled).isBetween(7L, 16L);
        held++;
      }
    }
    assertThat(held).isEqualTo(62);
  }

  @Test
  void blocksThatFollowEachOtherAtOnceDoNotCutTheHoldShort() {
    makeBusy(yielding);
    var before = change;
    for (var block = 0; block < 20; block++) {
      assertThat(send(yielding, 128))
          .satisfiesAnyOf(
              settled -> assertThat(settled).isLessThanOrEqualTo(before),
              settled -> assertThat(settled).isEqualTo(ALL));
    }
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
    passed += changes;
    pace.passed(passed, false);
    return settled;
  }
}
