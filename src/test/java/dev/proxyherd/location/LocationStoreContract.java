package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.at;
import static dev.proxyherd.location.StoreRecords.client;
import static dev.proxyherd.location.StoreRecords.forgotten;
import static dev.proxyherd.location.StoreRecords.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every store must do with records, numbers and receipts. Its feeds: {@link
 * ChangeFeedContract}.
 */
public abstract class LocationStoreContract extends StoreContract {
  private static final Instant NOON = Instant.parse("2018-03-02T12:00:00.000001999Z");

  private final MutableClock clock = new MutableClock(NOON);
  private LocationStore store;

  @BeforeEach
  void openStore() {
    store = open(clock);
  }

  @Test
  void anEmptyStoreKnowsNobody() {
    assertThat(store.find(client("kiwi"))).isEmpty();
    assertThat(store.size()).isZero();
    assertThat(store.lastChange()).isZero();
    assertThat(store.countAfter(0, 10)).isZero();
    assertThat(store.lastReceipt("Hands")).isEmpty();
  }

  @Test
  void theNewestRecordWins() {
    assertThat(store.offer(at("kiwi", 10))).isEqualTo(Outcome.NEWER);
    assertThat(store.offer(at("kiwi", 12))).isEqualTo(Outcome.NEWER);
    assertThat(store.offer(at("moa", 1))).isEqualTo(Outcome.NEWER);
    assertThat(store.find(client("kiwi"))).contains(at("kiwi", 12));
    assertThat(store.find(client("moa"))).contains(at("moa", 1));
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void whatIsOfferedWithoutWaitingIsRecordedWhenTheStoreSaysSo() {
    var offers =
        List.of(new Offer(at("kiwi", 10)), new Offer(at("kiwi", 12)), new Offer(at("kiwi", 11)));
    store.offerLater(offers).toCompletableFuture().join();
    assertThat(offers)
        .extracting(Offer::outcome)
        .containsExactly(Outcome.NEWER, Outcome.NEWER, Outcome.OLDER);
    assertThat(store.find(client("kiwi"))).contains(at("kiwi", 12));
  }

  @Test
  void anOlderRecordOrTheSameChangesNothing() {
    store.offer(at("kiwi", 10));
    var change = store.lastChange();
    var calls = countCalls();
    clock.move(Duration.ofSeconds(1));
    assertThat(store.offer(at("kiwi", 9))).isEqualTo(Outcome.OLDER);
    assertThat(store.offer(at("kiwi", 10))).isEqualTo(Outcome.SAME);
    assertThat(store.find(client("kiwi"))).contains(at("kiwi", 10));
    assertThat(store.lastChange()).isEqualTo(change);
    assertThat(store.countAfter(0, 10)).isEqualTo(1);
    assertThat(calls).hasValue(0);
  }

  @Test
  void equalTimesAreDecidedByTheOrderOfRecords() {
    var smaller = location("Goloman", "kiwi", "+1+1", 10);
    var greater = location("Hands", "kiwi", "+1+1", 10);
    var greatest = location("Goloman", "kiwi", "+2+1", 10);
    assertThat(store.offer(greater)).isEqualTo(Outcome.NEWER);
    assertThat(store.offer(smaller)).isEqualTo(Outcome.OLDER);
    assertThat(store.offer(greatest)).isEqualTo(Outcome.NEWER);
    assertThat(store.offer(greater)).isEqualTo(Outcome.OLDER);
    assertThat(store.find(client("kiwi"))).contains(greatest);
  }

  @Test
  void aForgottenClientIsNotKnownUntilItTellsOfALaterTime() {
    store.offer(at("kiwi", 10));
    store.offer(at("moa", 10));
    assertThat(store.offer(forgotten("kiwi", 10))).isEqualTo(Outcome.NEWER);
    assertThat(store.find(client("kiwi"))).isEmpty();
    assertThat(store.size()).isEqualTo(1);
    assertThat(store.forgotten()).isEqualTo(1);
    assertThat(store.offer(at("kiwi", 10))).isEqualTo(Outcome.OLDER);
    assertThat(store.offer(forgotten("kiwi", 10))).isEqualTo(Outcome.SAME);
    assertThat(store.find(client("kiwi"))).isEmpty();

    assertThat(store.offer(at("kiwi", 11))).isEqualTo(Outcome.NEWER);
    assertThat(store.find(client("kiwi"))).contains(at("kiwi", 11));
    assertThat(store.size()).isEqualTo(2);
    assertThat(store.forgotten()).isZero();
  }

  @Test
  void aClientThatIsNotKnownMayBeForgotten() {
    assertThat(store.offer(forgotten("kiwi", 10))).isEqualTo(Outcome.NEWER);
    assertThat(store.size()).isZero();
    assertThat(store.offer(at("kiwi", 9))).isEqualTo(Outcome.OLDER);
    assertThat(store.find(client("kiwi"))).isEmpty();
  }

  @Test
  void theDigestIsThatOfAStoreThatNeverHeardOfTheForgotten() {
    var other = open(clock);
    other.offer(at("moa", 10));
    store.offer(at("moa", 10));
    store.offer(at("kiwi", 10));
    assertThat(store.digest()).isNotEqualTo(other.digest());
    store.offer(forgotten("kiwi", 11));
    assertThat(store.digest()).isEqualTo(other.digest());
    store.offer(at("kiwi", 12));
    assertThat(store.digest()).isNotEqualTo(other.digest());
  }

  @Test
  void clientsAreToldApartByTheirBytes() {
    store.offer(at("kiwi", 10));
    assertThat(store.find(client("Kiwi"))).isEmpty();
    assertThat(store.find(client("kiw"))).isEmpty();
    assertThat(store.find(ByteString.of("a kiwi b").slice(2, 6))).contains(at("kiwi", 10));
  }

  @Test
  void changeNumbersGrowThoughTheClockStandsStillOrIsSetBack() {
    var numbers = new ArrayList<Long>();
    for (var time = 1; time <= 20; time++) {
      store.offer(at("kiwi", time));
      numbers.add(store.lastChange());
      if (time == 10) {
        clock.move(Duration.ofDays(-1));
      }
    }
    assertThat(numbers).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void countsTheRecordsThatChangedAfterANumberUpToALimit() {
    store.offer(at("kiwi", 10));
    var first = store.lastChange();
    store.offer(at("moa", 10));
    store.offer(at("weka", 10));
    var weka = store.lastChange();
    store.offer(at("moa", 11));
    assertThat(store.backlog(first, 10)).as("moa has moved").isEqualTo(new Backlog(2, weka));
    assertThat(store.backlog(0, 1)).isEqualTo(new Backlog(1, store.lastChange()));
    assertThat(store.backlog(store.lastChange(), 10)).isEqualTo(new Backlog(0, 0));
    assertThat(store.countAfter(0, 10)).isEqualTo(3);
    assertThat(store.countAfter(first, 10)).isEqualTo(2);
    assertThat(store.countAfter(first, 1)).isEqualTo(1);
    assertThat(store.countAfter(first, 0)).isZero();
    assertThat(store.countAfter(store.lastChange(), 10)).isZero();
    assertThat(store.countAfter(Long.MAX_VALUE, 10)).isZero();
  }

  @Test
  void keepsTheLastReceiptOfEachNeighbour() {
    store.receive(new Receipt("Hands", "e1", 7));
    store.receive(new Receipt("Wilkes", "e9", 1));
    store.receive(new Receipt("Hands", "e2", 3));
    assertThat(store.lastReceipt("Hands")).contains(new Receipt("Hands", "e2", 3));
    assertThat(store.lastReceipt("Wilkes")).contains(new Receipt("Wilkes", "e9", 1));
    assertThat(store.lastReceipt("Holiday")).isEmpty();
  }

  @Test
  void takesTheReceiptOfARecordWhateverBecomesOfIt() {
    assertThat(store.offer(at("kiwi", 10), new Receipt("Hands", "e1", 7))).isEqualTo(Outcome.NEWER);
    assertThat(store.lastReceipt("Hands")).contains(new Receipt("Hands", "e1", 7));
    assertThat(store.offer(at("kiwi", 10), new Receipt("Hands", "e1", 8))).isEqualTo(Outcome.SAME);
    assertThat(store.lastReceipt("Hands")).contains(new Receipt("Hands", "e1", 8));
    assertThat(store.offer(at("kiwi", 9), new Receipt("Hands", "e1", 9))).isEqualTo(Outcome.OLDER);
    assertThat(store.lastReceipt("Hands")).contains(new Receipt("Hands", "e1", 9));
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void callsListenersAfterEachChangeAndNotOtherwise() {
    var seen = new ArrayList<Long>();
    store.onChange(() -> seen.add(store.lastChange()));
    var calls = countCalls();
    store.offer(at("kiwi", 10));
    store.offer(at("kiwi", 9));
    store.offer(at("kiwi", 11), new Receipt("Hands", "e1", 7));
    store.receive(new Receipt("Hands", "e1", 8));
    store.offer(at("kiwi", 11), new Receipt("Hands", "e1", 9));
    assertThat(calls).hasValue(2);
    assertThat(seen).hasSize(2).last().isEqualTo(store.lastChange());
  }

  @Test
  void everyStoreHasAnEpochOfItsOwn() {
    assertThat(store.epoch()).matches("[0-9A-Za-z]+").isEqualTo(store.epoch());
    assertThat(open(clock).epoch()).isNotEqualTo(store.epoch());
  }

  @Test
  void storesThatHoldTheSameHaveTheSameDigestWhateverTheOrder() {
    var other = open(clock);
    assertThat(store.digest()).isEqualTo(other.digest());
    store.offer(at("kiwi", 9));
    store.offer(at("kiwi", 10));
    store.offer(at("moa", 1));
    assertThat(store.digest()).isNotEqualTo(other.digest());
    other.offer(at("moa", 1));
    other.offer(at("kiwi", 10));
    other.offer(at("kiwi", 9));
    assertThat(store.digest()).isEqualTo(other.digest());
    assertThat(store.digest().clients()).isEqualTo(2);
  }

  @Test
  void everyFieldOfARecordIsInTheDigest() {
    var digests = new HashSet<String>();
    for (var fields :
        List.of(
            "Goloman +1.000000000 kiwi +1+1 1",
            "Hands +1.000000000 kiwi +1+1 1",
            "Goloman +2.000000000 kiwi +1+1 1",
            "Goloman +1.000000000 moa +1+1 1",
            "Goloman +1.000000000 kiwi +1+2 1",
            "Goloman +1.000000000 kiwi +1+1 1.0")) {
      var single = open(clock);
      single.offer(ClientLocation.parse(ByteString.of(fields)));
      digests.add(single.digest().hex());
    }
    assertThat(digests).hasSize(6).allMatch(digest -> digest.matches("[0-9a-f]{16}"));
  }

  private AtomicInteger countCalls() {
    var calls = new AtomicInteger();
    store.onChange(calls::incrementAndGet);
    return calls;
  }
}
