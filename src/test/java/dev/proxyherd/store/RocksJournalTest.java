package dev.proxyherd.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Journal.Entry;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.RecordStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksJournalTest {
  @TempDir Path folder;

  @Test
  void keepsRecordsNumbersReceiptsAndEpoch() {
    String epoch;
    long lastChange;
    try (var journal = new RocksJournal(folder, "Goloman", false)) {
      var store = new RecordStore(InstantSource.system(), journal);
      store.offer(record("kiwi", "1"));
      store.offer(record("kiwi", "2"));
      store.offer(record("emu", "1"), new Receipt("Hands", "e1", 42));
      epoch = store.epoch();
      lastChange = store.lastChange();
    }
    try (var journal = new RocksJournal(folder, "Goloman", false)) {
      var store = new RecordStore(InstantSource.system(), journal);
      assertThat(store.find(ByteString.of("kiwi"))).contains(record("kiwi", "2"));
      assertThat(store.find(ByteString.of("emu"))).contains(record("emu", "1"));
      assertThat(store.lastReceipt("Hands")).contains(new Receipt("Hands", "e1", 42));
      assertThat(store.epoch()).isEqualTo(epoch);
      assertThat(store.lastChange()).isEqualTo(lastChange);
      try (var feed = store.feed(0, "Hands")) {
        assertThat(feed.next(10))
            .extracting(change -> change.location().client().toString())
            .containsExactly("kiwi", "emu");
      }
    }
  }

  @Test
  void whatWasRemovedIsGoneAndItsNumberIsNotGivenOutAgain() {
    var kiwi = new Change(record("kiwi", "1"), 7);
    var emu = new Change(record("emu", "1"), 8);
    var kiwiAgain = new Change(record("kiwi", "2"), 9);
    try (var journal = new RocksJournal(folder, "Goloman", false)) {
      journal.write(new Entry(List.of(), List.of(kiwi, emu), List.of(), 8));
      journal.write(
          new Entry(
              List.of(kiwi.location().client(), emu.location().client()),
              List.of(kiwiAgain),
              List.of(),
              12));
    }
    try (var journal = new RocksJournal(folder, "Goloman", false)) {
      var setBack = InstantSource.fixed(Instant.EPOCH);
      var store = new RecordStore(setBack, journal);
      assertThat(store.feed(0, "Hands").next(10)).containsExactly(kiwiAgain);
      assertThat(store.lastChange()).isEqualTo(12);
      store.offer(record("moa", "1"));
      assertThat(store.lastChange()).isEqualTo(13);
    }
  }

  @Test
  void refusesTheStoreOfAnother() {
    new RocksJournal(folder, "Goloman", false).close();
    assertThatThrownBy(() -> new RocksJournal(folder, "Hands", false))
        .isInstanceOf(StoreFolderException.class)
        .hasMessageContaining("'Goloman', not 'Hands'");
  }

  @Test
  void refusesAStoreThatIsInUse() {
    try (var first = new RocksJournal(folder, "Goloman", false)) {
      assertThat(first.trouble()).isEmpty();
      assertThatThrownBy(() -> new RocksJournal(folder, "Goloman", false))
          .isInstanceOf(StoreFolderException.class);
    }
  }

  private static ClientLocation record(String client, String time) {
    return new ClientLocation(
        ByteString.of("Goloman"),
        ByteString.of("+0.000000001"),
        ByteString.of(client),
        ByteString.of("+1+1"),
        ByteString.of(time));
  }
}
