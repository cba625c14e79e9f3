package dev.proxyherd.location;

import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

class MemoryLocationStoreTest {
  @Nested
  class Records extends LocationStoreContract {
    @Override
    LocationStore open(InstantSource clock) {
      return new MemoryLocationStore(clock);
    }
  }

  @Nested
  class Feeds extends ChangeFeedContract {
    @Override
    LocationStore open(InstantSource clock) {
      return new MemoryLocationStore(clock);
    }
  }

  @Nested
  class Histories extends StoreModelContract {
    @Override
    LocationStore open(InstantSource clock) {
      return new MemoryLocationStore(clock);
    }
  }
}
