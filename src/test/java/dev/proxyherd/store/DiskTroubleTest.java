package dev.proxyherd.store;

import static dev.proxyherd.store.Journals.record;
import static dev.proxyherd.store.Journals.storeOn;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** A disk that fails while the store is open: real errors, under RocksDB. */
@EnabledOnOs(OS.LINUX)
class DiskTroubleTest {
  @TempDir Path temporary;
  private Path folder;

  /** The newest record of every client that the store said it had taken. */
  private final Map<ByteString, ClientLocation> taken = new HashMap<>();

  @BeforeEach
  void setFolder() {
    folder = temporary.resolve("store");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFullDiskRefusesAndLosesNothing(boolean sync) {
    try (var journal = open(sync)) {
      var store = storeOn(journal);
      offer(store, "kiwi", 1);
      offer(store, "emu", 1);
      OpenFiles.breakLog(folder, OpenFiles.FULL);

      assertRefused(store, "kiwi", 2);
      assertThat(journal.trouble()).hasValueSatisfying(why -> assertThat(why).contains("No space"));
      assertRefused(store, "emu", 2);
      assertThat(store.find(ByteString.of("kiwi"))).contains(record("kiwi", 1));

      journal.recover();
      assertThat(journal.trouble()).isEmpty();
      offer(store, "kiwi", 3);
    }
    assertHoldsWhatWasTaken();
  }

  /** The failure that loses data silently where it is not thought of. */
  @Test
  void whatAFailedSyncLostIsWrittenAgain() {
    try (var journal = open(false)) {
      var store = storeOn(journal);
      offer(store, "before", 1);
      journal.sync();
      OpenFiles.breakLog(folder, OpenFiles.LOST);
      offer(store, "kiwi", 1);
      offer(store, "kiwi", 2);
      offer(store, "emu", 1);

      journal.sync();
      assertThat(journal.trouble()).hasValueSatisfying(why -> assertThat(why).contains("sync"));
      assertRefused(store, "kiwi", 3);

      journal.recover();
      offer(store, "emu", 2);
    }
    assertHoldsWhatWasTaken();
  }

  @Test
  void whatAFailedSyncLostIsOnTheDiskBeforeAnythingElseIsTaken() throws Exception {
    try (var journal = open(false)) {
      var store = storeOn(journal);
      OpenFiles.breakLog(folder, OpenFiles.LOST);
      offer(store, "kiwi", 1);
      journal.sync();
      // As bad as before: the second failure must not make it forget what the first one lost.
      journal.recover();
      OpenFiles.breakLog(folder, OpenFiles.LOST);
      offer(store, "emu", 1);
      journal.sync();
      journal.recover();
      var image = Images.take(folder);
      try (var copy = Journals.open(image)) {
        assertHoldsWhatWasTaken(copy);
      }
    }
  }

  @Test
  void aSynchronousStoreRefusesWhatCannotBeSynced() {
    try (var journal = open(true)) {
      var store = storeOn(journal);
      offer(store, "kiwi", 1);
      OpenFiles.breakLog(folder, OpenFiles.LOST);
      assertRefused(store, "kiwi", 2);
      journal.recover();
      assertThat(journal.trouble()).isEmpty();
      assertThat(store.find(ByteString.of("kiwi"))).contains(record("kiwi", 1));
    }
    assertHoldsWhatWasTaken();
  }

  /** A write that fails may have reached the disk all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"known", "unknown"})
  void whatWasRefusedIsTakenBackWhereItReachedTheDisk(String client) throws Exception {
    try (var journal = open(false)) {
      var store = storeOn(journal);
      offer(store, "known", 1);
      journal.sync();
      var image = Images.take(folder);
      OpenFiles.breakLog(folder, OpenFiles.FULL);
      assertRefused(store, client, 2);
      try (var copy = Journals.open(image)) {
        storeOn(copy).offer(record(client, 2));
      }
      Files.write(Images.log(folder), Files.readAllBytes(Images.log(image)), APPEND);

      journal.recover();
      assertThat(journal.trouble()).isEmpty();
      try (var copy = Journals.open(Images.take(folder))) {
        assertHoldsWhatWasTaken(copy);
      }
      offer(store, "emu", 1);
    }
    assertHoldsWhatWasTaken();
  }

  @Test
  void filesThatAreTakenAwayAreMissedAndMayBePutBack() throws Exception {
    try (var journal = open(false)) {
      var store = storeOn(journal);
      offer(store, "kiwi", 1);
      var away = Files.move(folder, temporary.resolve("away"));
      journal.sync();
      assertThat(journal.trouble()).hasValueSatisfying(why -> assertThat(why).contains("gone"));
      assertRefused(store, "kiwi", 2);
      journal.recover();
      assertThat(journal.trouble()).isPresent();

      FileSystemUtils.deleteRecursively(folder);
      Files.move(away, folder);
      journal.recover();
      assertThat(journal.trouble()).isEmpty();
      offer(store, "kiwi", 3);
    }
    assertHoldsWhatWasTaken();
  }

  @Test
  void anotherStoreInThePlaceOfTheOpenOneIsLeftAlone() throws Exception {
    var other = temporary.resolve("other");
    Journals.open(other).close();
    try (var journal = open(false)) {
      var store = storeOn(journal);
      offer(store, "kiwi", 1);
      var away = Files.move(folder, temporary.resolve("away"));
      Files.move(other, folder);
      OpenFiles.breakLog(away, OpenFiles.LOST);
      offer(store, "kiwi", 2);
      journal.sync();
      journal.recover();
      assertThat(journal.trouble())
          .hasValueSatisfying(why -> assertThat(why).contains("another store"));
    }
  }

  @Test
  void whatMayBeLostIsBounded() {
    try (var journal = open(false)) {
      var store = storeOn(journal);
      OpenFiles.breakLog(folder, OpenFiles.LOST);
      var name = "x".repeat(16_000);
      var offered = 0;
      while (journal.trouble().isEmpty() && offered < 2000) {
        offered++;
        try {
          offer(store, name, offered);
        } catch (StoreUnavailableException e) {
          assertThat(journal.trouble()).isPresent();
        }
      }
      assertThat(offered).isBetween(100, 1000);
      journal.recover();
    }
    assertHoldsWhatWasTaken();
  }

  @Test
  void recoversByItselfWhileNobodyWrites() throws Exception {
    try (var journal = open(false)) {
      var store = storeOn(journal);
      var syncer = new Syncer(journal);
      try {
        OpenFiles.breakLog(folder, OpenFiles.FULL);
        assertRefused(store, "kiwi", 1);
        await().until(() -> journal.trouble().isEmpty());
        offer(store, "kiwi", 2);
        OpenFiles.breakLog(folder, OpenFiles.LOST);
        offer(store, "emu", 1);
        await().until(() -> journal.trouble().isPresent());
        await().until(() -> journal.trouble().isEmpty());
      } finally {
        syncer.stop();
      }
    }
    assertHoldsWhatWasTaken();
  }

  private RocksJournal open(boolean sync) {
    return sync ? Journals.openSynchronous(folder) : Journals.open(folder);
  }

  private void offer(RecordStore store, String client, long time) {
    var record = record(client, time);
    store.offer(record);
    taken.put(record.client(), record);
  }

  private static void assertRefused(RecordStore store, String client, long time) {
    assertThatThrownBy(() -> store.offer(record(client, time)))
        .isInstanceOf(StoreUnavailableException.class);
  }

  private void assertHoldsWhatWasTaken() {
    try (var journal = open(false)) {
      assertHoldsWhatWasTaken(journal);
    }
  }

  private void assertHoldsWhatWasTaken(RocksJournal journal) {
    var store = storeOn(journal);
    assertThat(store.size()).isEqualTo(taken.size());
    taken.forEach((client, record) -> assertThat(store.find(client)).contains(record));
  }
}
