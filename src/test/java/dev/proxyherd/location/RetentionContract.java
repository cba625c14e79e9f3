package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.at;
import static dev.proxyherd.location.StoreRecords.client;
import static dev.proxyherd.location.StoreRecords.forgotten;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every store must let records go whose time is up. Times are seconds since 1970. */
public abstract class RetentionContract extends StoreContract {
  /** In 64 steps of ten seconds. */
  private static final Duration KEPT = Duration.ofSeconds(640);

  private static final long NOW = 100_000;

  private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(NOW));
  private LocationStore store;

  @BeforeEach
  void openStore() {
    store = open(clock, new Retention(KEPT, Duration.ofDays(30)));
  }

  @Test
  void aRecordIsDroppedWhenItsOwnTimeIsUpWheneverItArrived() {
    store.offer(at("kiwi", NOW - 600));
    store.offer(at("moa", NOW));
    sweepAt(NOW + 40);
    assertThat(store.find(client("kiwi"))).as("on the last second").isPresent();
    sweepAt(NOW + 49);
    assertThat(store.find(client("kiwi"))).as("within the same step").isPresent();
    sweepAt(NOW + 50);
    assertThat(store.find(client("kiwi"))).isEmpty();
    assertThat(store.find(client("moa"))).isPresent();
    assertThat(store.size()).isEqualTo(1);
    assertThat(store.expired()).isEqualTo(1);
    assertThat(store.countAfter(0, 10)).isEqualTo(1);
  }

  @Test
  void nothingIsDroppedWhenThereIsNoRetention() {
    var forever = open(clock);
    forever.offer(at("kiwi", 1));
    forever.offer(forgotten("moa", 1));
    clock.set(Instant.ofEpochSecond(9_000_000_000L));
    forever.sweep();
    assertThat(forever.find(client("kiwi"))).isPresent();
    assertThat(forever.forgotten()).isEqualTo(1);
  }

  @Test
  void whatHasExpiredIsNotTakenButItsReceiptIs() {
    var expired = at("kiwi", NOW - 641);
    var before = store.lastChange();
    assertThat(store.offer(expired)).isEqualTo(Outcome.EXPIRED);
    assertThat(store.offer(expired, new Receipt("Hands", "e1", 7))).isEqualTo(Outcome.EXPIRED);
    assertThat(store.find(client("kiwi"))).isEmpty();
    assertThat(store.lastChange()).isEqualTo(before);
    assertThat(store.lastReceipt("Hands")).contains(new Receipt("Hands", "e1", 7));
    assertThat(store.offer(at("kiwi", NOW - 640))).isEqualTo(Outcome.NEWER);
  }

  @Test
  void aNeighbourDoesNotGiveBackWhatWasDropped() {
    store.offer(at("kiwi", NOW - 600));
    sweepAt(NOW + 60);
    assertThat(store.offer(at("kiwi", NOW - 600), new Receipt("Hands", "e1", 7)))
        .isEqualTo(Outcome.EXPIRED);
    assertThat(store.size()).isZero();
  }

  @Test
  void anExpiredRecordOfAClientThatIsKnownIsJustOlder() {
    store.offer(at("kiwi", NOW));
    assertThat(store.offer(at("kiwi", NOW - 641))).isEqualTo(Outcome.OLDER);
  }

  @Test
  void storesThatDroppedAtOtherMomentsOfAStepHoldTheSame() {
    var other = open(clock, new Retention(KEPT, Duration.ofDays(30)));
    for (var time = NOW - 640; time < NOW; time++) {
      store.offer(at("client" + time, time));
      other.offer(at("client" + time, time));
    }
    for (var step = NOW; step < NOW + 640; step += 10) {
      sweepAt(step + 1);
      clock.set(Instant.ofEpochSecond(step + 8));
      other.sweep();
      assertThat(store.digest()).isEqualTo(other.digest());
    }
    assertThat(store.size()).isEqualTo(10);
  }

  @Test
  void tombstonesHaveARetentionOfTheirOwn() {
    store = open(clock, new Retention(null, KEPT));
    store.offer(at("moa", NOW));
    store.offer(forgotten("kiwi", NOW));
    sweepAt(NOW + 649);
    assertThat(store.forgotten()).isEqualTo(1);
    assertThat(store.offer(at("kiwi", NOW))).isEqualTo(Outcome.OLDER);
    sweepAt(NOW + 650);
    assertThat(store.forgotten()).isZero();
    assertThat(store.offer(forgotten("kiwi", NOW))).isEqualTo(Outcome.EXPIRED);
    assertThat(store.size()).as("what is no tombstone stays").isEqualTo(1);
  }

  @Test
  void tombstonesGoWithRecordsThatGoSoonerAndNoneThatTheyHoldBackComesAgain() {
    store.offer(forgotten("kiwi", NOW));
    sweepAt(NOW + 649);
    assertThat(store.forgotten()).isEqualTo(1);
    sweepAt(NOW + 650);
    assertThat(store.forgotten()).isZero();
    assertThat(store.offer(at("kiwi", NOW))).isEqualTo(Outcome.EXPIRED);
  }

  @Test
  void whenTheClockIsSetBackRecordsAreTakenAgain() {
    sweepAt(NOW + 1000);
    assertThat(store.offer(at("kiwi", NOW))).isEqualTo(Outcome.EXPIRED);
    sweepAt(NOW);
    assertThat(store.offer(at("kiwi", NOW))).isEqualTo(Outcome.NEWER);
  }

  @Test
  void manyAreDropped() {
    for (var i = 0; i < 1000; i++) {
      store.offer(at("client" + i, i % 2 == 0 ? NOW : NOW - 600));
    }
    sweepAt(NOW + 60);
    assertThat(store.size()).isEqualTo(500);
    assertThat(store.expired()).isEqualTo(500);
    assertThat(store.feed(0, "Hands").next(1000))
        .hasSize(500)
        .allMatch(change -> change.location().timeNanos() == NOW * 1_000_000_000);
  }

  private void sweepAt(long second) {
    clock.set(Instant.ofEpochSecond(second));
    store.sweep();
  }
}
