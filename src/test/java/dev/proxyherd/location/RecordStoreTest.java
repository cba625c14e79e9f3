package dev.proxyherd.location;

import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

class RecordStoreTest {
  @Nested
  class Records extends LocationStoreContract {
    @Override
    protected LocationStore open(InstantSource clock) {
      return new RecordStore(clock, new MemoryJournal());
    }
  }

  @Nested
  class Feeds extends ChangeFeedContract {
    @Override
    protected LocationStore open(InstantSource clock) {
      return new RecordStore(clock, new MemoryJournal());
    }
  }

  @Nested
  class Histories extends StoreModelContract {
    @Override
    protected LocationStore open(InstantSource clock) {
      return new RecordStore(clock, new MemoryJournal());
    }
  }
}
