package dev.proxyherd.store;

import static dev.proxyherd.store.Journals.forgotten;
import static dev.proxyherd.store.Journals.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
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
    try (var journal = Journals.open(folder)) {
      var store = new RecordStore(InstantSource.system(), journal);
      store.offer(record("kiwi", 1));
      store.offer(record("kiwi", 2));
      store.offer(record("emu", 1), new Receipt("Hands", "e1", 42));
      store.offer(forgotten("moa", 1));
      epoch = store.epoch();
      lastChange = store.lastChange();
    }
    try (var journal = Journals.open(folder)) {
      var store = new RecordStore(InstantSource.system(), journal);
      assertThat(store.find(ByteString.of("kiwi"))).contains(record("kiwi", 2));
      assertThat(store.find(ByteString.of("emu"))).contains(record("emu", 1));
      assertThat(store.find(ByteString.of("moa"))).isEmpty();
      assertThat(store.forgotten()).isEqualTo(1);
      assertThat(store.lastReceipt("Hands")).contains(new Receipt("Hands", "e1", 42));
      assertThat(store.epoch()).isEqualTo(epoch);
      assertThat(store.lastChange()).isEqualTo(lastChange);
      try (var feed = store.feed(0, "Hands")) {
        assertThat(feed.next(10))
            .extracting(change -> change.location().client().toString())
            .containsExactly("kiwi", "emu", "moa");
      }
    }
  }

  @Test
  void whatWasRemovedIsGoneAndItsNumberIsNotGivenOutAgain() {
    var kiwi = new Change(record("kiwi", 1), 7);
    var emu = new Change(record("emu", 1), 8);
    var kiwiAgain = new Change(record("kiwi", 2), 9);
    try (var journal = Journals.open(folder)) {
      Journals.storeOn(journal);
      journal.write(Journals.entry(List.of(), List.of(kiwi, emu), 8));
      var both = List.of(kiwi.location().client(), emu.location().client());
      journal.write(Journals.entry(both, List.of(kiwiAgain), 12));
    }
    try (var journal = Journals.open(folder)) {
      var setBack = InstantSource.fixed(Instant.EPOCH);
      var store = new RecordStore(setBack, journal);
      assertThat(store.feed(0, "Hands").next(10)).containsExactly(kiwiAgain);
      assertThat(store.lastChange()).isEqualTo(12);
      store.offer(record("moa", 1));
      assertThat(store.lastChange()).isEqualTo(13);
    }
  }

  @Test
  void refusesTheStoreOfAnother() {
    Journals.open(folder).close();
    assertThatThrownBy(() -> new RocksJournal(new StoreFolder(folder), "Hands", false))
        .isInstanceOf(StoreFolderException.class)
        .hasMessageContaining("'Goloman', not 'Hands'");
  }

  @Test
  void refusesAStoreThatIsInUse() {
    try (var first = Journals.open(folder)) {
      assertThat(first.trouble()).isEmpty();
      assertThatThrownBy(() -> Journals.open(folder)).isInstanceOf(StoreFolderException.class);
    }
  }
}
