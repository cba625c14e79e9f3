package dev.proxyherd.store;

import static java.util.Objects.requireNonNull;

import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.CapacityContract;
import dev.proxyherd.location.ChangeFeedContract;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.LocationStoreContract;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.Retention;
import dev.proxyherd.location.RetentionContract;
import dev.proxyherd.location.StoreModelContract;
import dev.proxyherd.testing.FastFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The store on disk keeps the same contract as the one in memory. */
class DurableStoreTest {
  @TempDir(factory = FastFolder.class)
  Path folder;

  private final Map<LocationStore, RocksJournal> journals = new LinkedHashMap<>();
  private final Map<RocksJournal, Path> folders = new HashMap<>();

  @AfterEach
  void close() {
    journals.values().forEach(RocksJournal::close);
  }

  private LocationStore durable(InstantSource clock, Retention retention, Capacity capacity) {
    return durable(clock, retention, capacity, folder.resolve(Integer.toString(folders.size())));
  }

  private LocationStore durable(
      InstantSource clock, Retention retention, Capacity capacity, Path place) {
    var journal = Journals.open(place);
    var store = new RecordStore(clock, journal, retention, capacity);
    journals.put(store, journal);
    folders.put(journal, place);
    return store;
  }

  @Nested
  class Records extends LocationStoreContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return durable(clock, retention, capacity);
    }
  }

  @Nested
  class Feeds extends ChangeFeedContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return durable(clock, retention, capacity);
    }
  }

  @Nested
  class Expiry extends RetentionContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return durable(clock, retention, capacity);
    }
  }

  @Nested
  class Room extends CapacityContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return durable(clock, retention, capacity);
    }
  }

  @Nested
  class Histories extends StoreModelContract {
    @Override
    protected int rounds() {
      return 50;
    }

    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return durable(clock, retention, capacity);
    }

    @Override
    protected LocationStore restart(LocationStore store, InstantSource clock, Retention retention) {
      var journal = requireNonNull(journals.get(store));
      journal.close();
      return durable(clock, retention, Capacity.unlimited(), requireNonNull(folders.get(journal)));
    }
  }
}
