package dev.proxyherd.location;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;

class RecordStoreTest {
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
