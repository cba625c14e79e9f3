package dev.proxyherd.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/** A store's folder at a start: whose it is, and whether all is in it that should be. */
final class StoreFolder {
  private static final String FORMAT = "2";
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path path;
  private final String boot;
  private Optional<Sealed> seal = Optional.empty();
  private long inode;
  private String epoch = "";
  private boolean made;

  StoreFolder(Path path) {
    this(path, read(BOOT_ID).map(bytes -> new String(bytes, US_ASCII).strip()).orElse(""));
  }

  /**
   * On a machine that says so of itself.
   *
   * @param boot names the run of the machine; empty where that cannot be known
   */
  StoreFolder(Path path, String boot) {
    this.path = path;
    this.boot = boot;
  }

  private void readSeal() {
    var file = SealFormat.file(path);
    seal = read(file).flatMap(SealFormat::parse);
    inode = inode(file);
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long inode(Path file) {
    try {
      return SealFormat.inode(file);
    } catch (IOException e) {
      return 0;
    }
  }

  Path path() {
    return path;
  }

  /**
   * Opens a member's database, or makes one where there is none.
   *
   * @throws StoreFolderException when it cannot be opened, or is another's
   */
  Database open(String member) {
    try {
      NativeLibrary.load(path.resolve("native"));
      readSeal();
      var exists = Database.isIn(path);
      if (!exists && (seal.isPresent() || Database.hasLeftFilesIn(path))) {
        throw StoreFolderException.damaged(path, "its file CURRENT is missing");
      }
      var database = new Database(path, options().setCreateIfMissing(!exists));
      // Again, now that no other process has the store: one may have closed it meanwhile.
      readSeal();
      try {
        introduce(database, member);
      } catch (RocksDBException | IOException | RuntimeException e) {
        database.close();
        throw e;
      }
      return database;
    } catch (IOException | RocksDBException e) {
      throw StoreFolderException.unusable(path, e);
    }
  }

  /**
   * How to open what is there. A process that was killed may have left half an entry at the end of
   * the log; any other damage is refused. If the machine has stopped, what was not synced may be
   * damaged in any way, and the log is good up to there.
   */
  private Options options() throws IOException {
    if (seal.isEmpty() || !mustMatch(seal.get())) {
      return tolerant();
    }
    requireReadable();
    return RocksOptions.create().setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
  }

  private Options tolerant() throws IOException {
    RecordFiles.cutLogs(path);
    requireReadable();
    return RocksOptions.create().setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery);
  }

  private void requireReadable() throws IOException {
    var unreadable = RecordFiles.findUnreadable(path);
    if (unreadable.isPresent()) {
      throw StoreFolderException.damaged(
          path, "there is no reading its file " + unreadable.get().getFileName());
    }
  }

  private void introduce(Database database, String member) throws RocksDBException, IOException {
    if (seal.isEmpty() && database.isEmpty()) {
      var words = Map.of("format", FORMAT, "member", member, "epoch", MemoryJournal.newEpoch());
      database.create(words);
      new Seal(path, boot, Seal.State.CLOSED, Fingerprint.EMPTY).close();
      made = true;
    }
    require("format", FORMAT, get(database, "format"));
    require("member", member, get(database, "member"));
    epoch = get(database, "epoch");
  }

  private void require(String word, String expected, String found) {
    if (!found.equals(expected)) {
      throw StoreFolderException.another(path, word, found, expected);
    }
  }

  private String get(Database database, String word) throws RocksDBException {
    return database
        .get(word)
        .orElseThrow(
            () -> StoreFolderException.damaged(path, "there is no %s in it".formatted(word)));
  }

  /** Names the store. */
  String epoch() {
    return epoch;
  }

  /** Opens the same database again, from which anything may be missing that was not synced. */
  Database reopen() throws IOException, RocksDBException {
    var database = new Database(path, tolerant());
    try {
      if (!database.get("epoch").equals(Optional.of(epoch))) {
        throw new RocksDBException("another store is in the place of the one that was open");
      }
    } catch (RocksDBException e) {
      database.close();
      throw e;
    }
    return database;
  }

  /**
   * Holds a database against what it says of itself, and against its seal.
   *
   * @param found what it says of itself
   * @param tally what its records come to
   * @return why it is not what its neighbours know by its epoch; empty when it is
   * @throws StoreFolderException when something is missing that nothing excuses
   */
  Optional<Fork> check(Fingerprint found, Tally tally) {
    if (!found.isOf(tally)) {
      throw StoreFolderException.damaged(
          path,
          "it says that it holds %s, and it holds %d records, %016x"
              .formatted(found, tally.records(), tally.sum()));
    }
    if (made) {
      return Optional.empty();
    }
    if (seal.isEmpty()) {
      return Optional.of(Fork.lost("there is no seal that can be read: its end may be missing"));
    }
    var sealed = seal.get();
    if (mustMatch(sealed)) {
      if (!sealed.matches(found)) {
        throw StoreFolderException.incomplete(path, found, sealed);
      }
      return sealed.isCopy(inode) ? Optional.of(Fork.copied()) : Optional.empty();
    }
    if (found.writes() < sealed.writes()) {
      return Optional.of(
          Fork.lost(
              "the machine stopped, and what was taken after change number %d is missing: %d writes"
                  .formatted(found.lastNumber(), sealed.writes() - found.writes())));
    }
    return sealed.state() == Seal.State.OPEN_SYNCHRONOUS
        ? Optional.empty()
        : Optional.of(
            Fork.lost("the machine stopped: what was taken in the last moment may be missing"));
  }

  /** Whether nothing can have been lost since the seal was last written. */
  private boolean mustMatch(Sealed sealed) {
    return sealed.state() == Seal.State.CLOSED || sealed.isOf(boot) || sealed.isCopy(inode);
  }

  /** Gives the store another name, so that its neighbours take everything from it again. */
  void renew(Database database) throws RocksDBException {
    epoch = MemoryJournal.newEpoch();
    database.put("epoch", epoch);
  }

  /** No number up to this one may be given out again, as far as the store knows. */
  long lastNumber(Fingerprint found) {
    return Math.max(found.lastNumber(), seal.map(Sealed::lastNumber).orElse(0L));
  }

  /** Seals the database, now that it is to be written to. */
  Seal seal(boolean synchronous, Fingerprint now) throws IOException {
    var state = synchronous ? Seal.State.OPEN_SYNCHRONOUS : Seal.State.OPEN;
    return new Seal(path, boot, state, now);
  }
}
