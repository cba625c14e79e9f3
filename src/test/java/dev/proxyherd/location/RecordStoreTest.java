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
    protected LocationStore open(InstantSource clock, Retention retention) {
      return new RecordStore(clock, new MemoryJournal(), retention);
    }
  }

  @Nested
  class Feeds extends ChangeFeedContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention) {
      return new RecordStore(clock, new MemoryJournal(), retention);
    }
  }

  @Nested
  class Expiry extends RetentionContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention) {
      return new RecordStore(clock, new MemoryJournal(), retention);
    }
  }

  /** With a journal that lasts, so that they have restarts in them. */
  @Nested
  class Histories extends StoreModelContract {
    private final Map<LocationStore, Journal> journals = new HashMap<>();

    @Override
    protected LocationStore open(InstantSource clock, Retention retention) {
      return open(clock, retention, new HeapJournal());
    }

    @Override
    protected LocationStore restart(LocationStore store, InstantSource clock, Retention retention) {
      return open(clock, retention, Objects.requireNonNull(journals.remove(store)));
    }

    private LocationStore open(InstantSource clock, Retention retention, Journal journal) {
      var store = new RecordStore(clock, journal, retention);
      journals.put(store, journal);
      return store;
    }
  }
}
