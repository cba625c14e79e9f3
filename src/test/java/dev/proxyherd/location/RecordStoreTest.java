package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecordStoreTest {
  @Test
  void changeNumbersFollowTheClockInMicroseconds() {
    var clock = new MutableClock(Instant.parse("2018-03-02T12:00:00.000001999Z"));
    var store = new RecordStore(clock, new MemoryJournal());
    store.offer(at("kiwi", 10));
    var noon = Instant.parse("2018-03-02T12:00:00Z").getEpochSecond() * 1_000_000 + 1;
    assertThat(store.lastChange()).isEqualTo(noon);
    clock.move(Duration.ofSeconds(5));
    store.offer(at("kiwi", 11));
    assertThat(store.lastChange()).isEqualTo(noon + 5_000_000);
  }

  @Nested
  class Records extends LocationStoreContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return new RecordStore(clock, new MemoryJournal(), retention, capacity);
    }
  }

  @Nested
  class Feeds extends ChangeFeedContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return new RecordStore(clock, new MemoryJournal(), retention, capacity);
    }
  }

  @Nested
  class Expiry extends RetentionContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return new RecordStore(clock, new MemoryJournal(), retention, capacity);
    }
  }

  @Nested
  class Room extends CapacityContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return new RecordStore(clock, new MemoryJournal(), retention, capacity);
    }
  }

  /** With a journal that lasts, so that they have restarts in them. */
  @Nested
  class Histories extends StoreModelContract {
    private final Map<LocationStore, Journal> journals = new HashMap<>();

    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return open(clock, retention, capacity, new HeapJournal());
    }

    @Override
    protected LocationStore restart(LocationStore store, InstantSource clock, Retention retention) {
      return open(
          clock, retention, Capacity.unlimited(), Objects.requireNonNull(journals.remove(store)));
    }

    private LocationStore open(
        InstantSource clock, Retention retention, Capacity capacity, Journal journal) {
      var store = new RecordStore(clock, journal, retention, capacity);
      journals.put(store, journal);
      return store;
    }
  }
}
