package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.at;
import static dev.proxyherd.location.StoreRecords.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.testing.MutableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A store whose journal fails: what cannot be made to last is not taken. */
class JournalTroubleTest {
  private boolean full;

  private final Journal journal =
      new Journal() {
        @Override
        public void write(Entry entry) {
          if (full) {
            throw new StoreUnavailableException("no space", new IOException());
          }
        }

        @Override
        public void replay(Reader reader) {}

        @Override
        public String epoch() {
          return "e";
        }

        @Override
        public void close() {}
      };

  /** Stands still, so that numbers grow by one. */
  private final MutableClock clock = new MutableClock(Instant.EPOCH);

  private final RecordStore store =
      new RecordStore(
          clock, journal, new Retention(Duration.ofSeconds(64), null), Capacity.unlimited());

  @Test
  void nothingOfARefusedRecordIsSeen() {
    store.offer(at("kiwi", 1));
    var before = store.lastChange();
    var told = new AtomicInteger();
    store.onChange(told::incrementAndGet);
    full = true;

    assertThatThrownBy(() -> store.offer(at("kiwi", 2), new Receipt("Hands", "e1", 5)))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(store.find(client("kiwi"))).contains(at("kiwi", 1));
    assertThat(store.lastReceipt("Hands")).isEmpty();
    assertThat(store.lastChange()).isEqualTo(before);
    assertThat(store.countAfter(before, 10)).isZero();
    assertThat(told).hasValue(0);
  }

  @Test
  void theNextIsTakenWhenThereIsRoomAgainUnderANumberOfItsOwn() {
    store.offer(at("kiwi", 1));
    var before = store.lastChange();
    full = true;
    assertThatThrownBy(() -> store.offer(at("kiwi", 2)))
        .isInstanceOf(StoreUnavailableException.class);
    full = false;

    assertThat(store.offer(at("kiwi", 2))).isEqualTo(Outcome.NEWER);
    assertThat(store.find(client("kiwi"))).contains(at("kiwi", 2));
    // The number of the one that failed may stand in the journal: it is not given out again.
    assertThat(store.lastChange()).isGreaterThan(before + 1);
  }

  @Test
  void whatCannotBeDroppedStaysUntilItCan() {
    store.offer(at("kiwi", 1));
    clock.move(Duration.ofSeconds(70));
    full = true;
    assertThatThrownBy(store::sweep).isInstanceOf(StoreUnavailableException.class);
    assertThat(store.find(client("kiwi"))).isPresent();
    assertThat(store.expired()).isZero();
    full = false;

    store.sweep();
    assertThat(store.find(client("kiwi"))).isEmpty();
    assertThat(store.expired()).isEqualTo(1);
  }
}
