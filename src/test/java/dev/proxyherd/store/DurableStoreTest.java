package dev.proxyherd.store;

import dev.proxyherd.location.ChangeFeedContract;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.LocationStoreContract;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.StoreModelContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The store on disk keeps the same contract as the one in memory. */
class DurableStoreTest {
  @TempDir Path folder;
  private final List<RocksJournal> journals = new ArrayList<>();

  @AfterEach
  void close() {
    journals.forEach(RocksJournal::close);
  }

  private LocationStore durable(InstantSource clock) {
    var journal =
        new RocksJournal(
            new StoreFolder(folder.resolve(Integer.toString(journals.size()))), "Goloman", false);
    journals.add(journal);
    return new RecordStore(clock, journal);
  }

  @Nested
  class Records extends LocationStoreContract {
    @Override
    protected LocationStore open(InstantSource clock) {
      return durable(clock);
    }
  }

  @Nested
  class Feeds extends ChangeFeedContract {
    @Override
    protected LocationStore open(InstantSource clock) {
      return durable(clock);
    }
  }

  @Nested
  class Histories extends StoreModelContract {
    @Override
    protected LocationStore open(InstantSource clock) {
      return durable(clock);
    }
  }
}
