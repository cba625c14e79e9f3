package dev.proxyherd.store;

import static dev.proxyherd.store.Journals.record;
import static dev.proxyherd.store.Journals.storeOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.testing.MutableClock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of a store, by how it was left. */
class RestartTest {
  private static final ByteString KIWI = ByteString.of("kiwi");
  private static final Receipt RECEIPT = new Receipt("Hands", "e1", 42);

  @TempDir Path temporary;
  private Path folder;
  private String epoch = "";
  private long lastChange;

  @BeforeEach
  void setFolder() {
    folder = temporary.resolve("store");
  }

  @Test
  void whatAKillLeavesIsTheSameStore() throws IOException {
    var image = imageOfRunning(Journals.open(folder));
    try (var journal = Journals.open(image)) {
      assertSame(journal);
    }
  }

  @Test
  void whatACleanStopLeavesIsTheSameStoreOnAnyRunOfTheMachine() {
    writeAndClose(Journals.open(folder));
    try (var journal = Journals.openAfterPowerFailure(folder)) {
      assertSame(journal);
    }
  }

  @Test
  void aPowerFailureMayHaveTakenTheEndThatWasNotSynced() throws IOException {
    var image = imageOfRunning(Journals.open(folder));
    try (var journal = Journals.openAfterPowerFailure(image)) {
      assertForked(journal);
      assertThat(journal.loss()).hasValueSatisfying(text -> assertThat(text).contains("may be"));
    }
    // Once said, and known to the neighbours by the new epoch, it is a store like any other.
    try (var journal = Journals.openAfterPowerFailure(image)) {
      storeOn(journal);
      assertThat(journal.loss()).isEmpty();
    }
  }

  @Test
  void aPowerFailureTakesNothingFromASynchronousStore() throws IOException {
    var image = imageOfRunning(Journals.openSynchronous(folder));
    try (var journal = Journals.openAfterPowerFailure(image)) {
      assertSame(journal);
    }
  }

  @Test
  void whatAPowerFailureTookIsSaidAndItsNumbersAreNotGivenOutAgain() throws IOException {
    var image = imageOfRunning(Journals.open(folder));
    loseTheLastWrite(image);
    try (var journal = Journals.openAfterPowerFailure(image)) {
      var clock = new MutableClock(Instant.EPOCH);
      var store = new RecordStore(clock, journal);
      assertThat(store.find(KIWI)).contains(record("kiwi", 1));
      assertThat(store.epoch()).isNotEqualTo(epoch);
      assertThat(store.lastReceipt("Hands")).contains(RECEIPT);
      assertThat(store.loss()).hasValueSatisfying(text -> assertThat(text).contains("1 writes"));
      store.offer(record("emu", 1));
      assertThat(store.lastChange()).isGreaterThan(lastChange);
    }
  }

  @Test
  void whatIsMissingWhileTheMachineRanOnIsDamage() throws IOException {
    var image = imageOfRunning(Journals.open(folder));
    loseTheLastWrite(image);
    assertRefused(image, "by its seal it held 1 records");
  }

  @Test
  void whatIsMissingAfterACleanStopIsDamage() throws IOException {
    writeAndClose(Journals.open(folder));
    loseTheLastWrite(folder);
    assertRefused(folder, "by its seal it held 1 records");
  }

  @Test
  void aBackupThatIsPutBackBeginsANewEpoch() throws IOException {
    writeAndClose(Journals.open(folder));
    var copy = Images.copy(folder);
    try (var journal = Journals.openAfterPowerFailure(copy)) {
      assertForked(journal);
      assertThat(journal.loss()).isEmpty();
    }
    try (var journal = Journals.open(folder)) {
      assertSame(journal);
    }
  }

  @Test
  void aStoreThatIsMovedIsTheSameStore() throws IOException {
    writeAndClose(Journals.open(folder));
    var moved = Files.move(folder, temporary.resolve("moved"));
    try (var journal = Journals.open(moved)) {
      assertSame(journal);
    }
  }

  @Test
  void aCopyThatWasMadeWhileTheMemberRanIsRefused() throws IOException {
    Path copy;
    try (var journal = Journals.open(folder)) {
      var store = storeOn(journal);
      write(store);
      copy = Images.copy(folder);
      store.offer(record("emu", 1));
      var seal = SealFormat.file(folder);
      Files.copy(seal, SealFormat.file(copy), StandardCopyOption.REPLACE_EXISTING);
    }
    assertRefused(copy, "a copy that was made while the member ran");
  }

  @Test
  void withoutItsSealAStoreIsTakenAsItIs() throws IOException {
    writeAndClose(Journals.open(folder));
    Files.delete(SealFormat.file(folder));
    try (var journal = Journals.open(folder)) {
      assertForked(journal);
      assertThat(journal.loss()).hasValueSatisfying(text -> assertThat(text).contains("no seal"));
      epoch = journal.epoch();
    }
    try (var journal = Journals.open(folder)) {
      assertSame(journal);
    }
  }

  @Test
  void aDatabaseThatIsGoneIsNotMadeAnewOverWhatIsLeft() throws IOException {
    writeAndClose(Journals.open(folder));
    Files.delete(folder.resolve("CURRENT"));
    assertRefused(folder, "CURRENT is missing");
    Files.delete(SealFormat.file(folder));
    assertRefused(folder, "CURRENT is missing");
  }

  /** RocksDB would read for ever: see {@link RecordFiles}. */
  @Test
  void aRecordOfANonsensicalTypeDoesNotHangTheStart() throws IOException {
    var image = imageOfRunning(Journals.open(folder));
    var log = Images.log(image);
    var bytes = Files.readAllBytes(log);
    var second = 7 + (bytes[4] & 0xFF) + ((bytes[5] & 0xFF) << 8);
    bytes[second + 6] = 5;
    Files.write(log, bytes);
    assertRefused(image, "there is no reading its file");
    try (var journal = Journals.openAfterPowerFailure(image)) {
      storeOn(journal);
      assertThat(journal.loss()).hasValueSatisfying(text -> assertThat(text).contains("missing"));
    }
  }

  @Test
  void aClockThatIsSetBackDoesNotSetNumbersBack() {
    var clock = new MutableClock(Instant.parse("2026-01-02T00:00:00Z"));
    try (var journal = Journals.open(folder)) {
      new RecordStore(clock, journal).offer(record("kiwi", 1));
    }
    clock.move(Duration.ofDays(-1));
    try (var journal = Journals.open(folder)) {
      var store = new RecordStore(clock, journal);
      var before = store.lastChange();
      store.offer(record("kiwi", 2));
      assertThat(before)
          .isEqualTo(Instant.parse("2026-01-02T00:00:00Z").getEpochSecond() * 1_000_000);
      assertThat(store.lastChange()).isEqualTo(before + 1);
    }
  }

  private void write(RecordStore store) {
    store.offer(record("kiwi", 1), RECEIPT);
    store.offer(record("kiwi", 2));
    epoch = store.epoch();
    lastChange = store.lastChange();
  }

  private void writeAndClose(RocksJournal opened) {
    try (opened) {
      write(storeOn(opened));
    }
  }

  private Path imageOfRunning(RocksJournal opened) throws IOException {
    try (opened) {
      write(storeOn(opened));
      return Images.take(folder);
    }
  }

  private void assertSame(RocksJournal journal) {
    var store = storeOn(journal);
    assertThat(store.find(KIWI)).contains(record("kiwi", 2));
    assertThat(store.lastReceipt("Hands")).contains(RECEIPT);
    assertThat(store.epoch()).isEqualTo(epoch);
    assertThat(store.loss()).isEmpty();
  }

  /** All is there, and neighbours take all of it again. */
  private void assertForked(RocksJournal journal) {
    var store = storeOn(journal);
    assertThat(store.find(KIWI)).contains(record("kiwi", 2));
    assertThat(store.lastReceipt("Hands")).contains(RECEIPT);
    assertThat(store.epoch()).isNotEqualTo(epoch);
  }

  private static void assertRefused(Path folder, String why) {
    assertThatThrownBy(
            () -> {
              try (var journal = Journals.open(folder)) {
                storeOn(journal);
              }
            })
        .isInstanceOfSatisfying(
            StoreFolderException.class,
            e -> assertThat(e.remedy()).containsIgnoringCase("move the folder away"))
        .hasMessageContaining(why);
  }

  private static void loseTheLastWrite(Path folder) throws IOException {
    try (var log = FileChannel.open(Images.log(folder), StandardOpenOption.WRITE)) {
      log.truncate(log.size() - 1);
    }
  }
}
