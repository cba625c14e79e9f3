package dev.proxyherd.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.location.Journal;
import dev.proxyherd.location.Journal.Entry;
import dev.proxyherd.location.Tally;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The RocksDB database of a store: rows in, rows out. To call anything after {@link #close} ends
 * the process.
 */
final class Database implements AutoCloseable {
  private static final byte[] FINGERPRINT = RecordCodec.metaKey("fingerprint");

  private final Path folder;
  private final Options options;
  private final WriteOptions buffered = new WriteOptions();
  private final WriteOptions synchronous = new WriteOptions().setSync(true);
  private final RocksDB rocks;

  /**
   * Opens what is in the folder, or makes it, if the options say so.
   *
   * @param options closed together with this
   */
  Database(Path folder, Options options) throws RocksDBException {
    this.folder = folder;
    this.options = options;
    try {
      rocks = RocksDB.open(options, folder.toString());
    } catch (RocksDBException e) {
      closeOptions();
      throw e;
    }
  }

  /** Whether there is one in this folder. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve("CURRENT"));
  }

  /** Whether files of one are in this folder: those that RocksDB would delete, making another. */
  static boolean hasLeftFilesIn(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "{MANIFEST-*,*.sst,*.log}")) {
      return files.iterator().hasNext();
    }
  }

  /** Fails when the files were deleted or moved while this is open, which nothing else would do. */
  void requireFiles() throws RocksDBException {
    if (!isIn(folder)) {
      throw new RocksDBException("the files of the store are gone");
    }
  }

  boolean isEmpty() {
    try (var rows = rocks.newIterator()) {
      rows.seekToFirst();
      return !rows.isValid();
    }
  }

  /** What the store says of itself under a word. */
  Optional<String> get(String word) throws RocksDBException {
    return Optional.ofNullable(rocks.get(RecordCodec.metaKey(word)))
        .map(value -> new String(value, UTF_8));
  }

  /** Has the store say something else of itself; on the disk on return. */
  void put(String word, String value) throws RocksDBException {
    rocks.put(synchronous, RecordCodec.metaKey(word), value.getBytes(UTF_8));
  }

  Fingerprint fingerprint() throws RocksDBException {
    var value = rocks.get(FINGERPRINT);
    if (value == null || value.length != Fingerprint.BYTES) {
      throw new RocksDBException("there is no fingerprint in the database");
    }
    return Fingerprint.of(ByteBuffer.wrap(value));
  }

  /** Writes what an empty store says of itself: all of it, or nothing; on the disk on return. */
  void create(Map<String, String> words) throws RocksDBException {
    try (var batch = new WriteBatch()) {
      for (var word : words.entrySet()) {
        batch.put(RecordCodec.metaKey(word.getKey()), word.getValue().getBytes(UTF_8));
      }
      batch.put(FINGERPRINT, Fingerprint.EMPTY.toBytes());
      rocks.write(synchronous, batch);
    }
  }

  /**
   * Hands all rows to a reader.
   *
   * @return what the records come to
   * @throws IllegalArgumentException when a row is not what it should be
   */
  Tally read(Journal.Reader reader) throws RocksDBException {
    var tally = Tally.EMPTY;
    try (var rows = rocks.newIterator()) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        switch (rows.key()[0]) {
          case RecordCodec.CLIENT -> {
            var change = RecordCodec.change(rows.value());
            tally = tally.with(change.location());
            reader.change(change);
          }
          case RecordCodec.SENDER -> reader.receipt(RecordCodec.receipt(rows.key(), rows.value()));
          default -> {}
        }
      }
      rows.status();
    }
    return tally;
  }

  /**
   * Writes entries, in this order: all of it, or nothing.
   *
   * @param after the fingerprint with them
   * @param sync whether they are to be on the disk on return
   */
  void write(List<Entry> entries, Fingerprint after, boolean sync) throws RocksDBException {
    var rows = new Rows(1 + entries.stream().mapToInt(entry -> entry.changes().size()).sum());
    entries.forEach(rows::add);
    rows.put(FINGERPRINT, after.toBytes());
    try (var batch = new WriteBatch(rows.toBytes())) {
      rocks.write(sync ? synchronous : buffered, batch);
    }
  }

  /** Has the operating system put on the disk what was written. */
  void sync() throws RocksDBException {
    rocks.syncWal();
  }

  @Override
  public void close() {
    rocks.close();
    closeOptions();
  }

  private void closeOptions() {
    buffered.close();
    synchronous.close();
    options.close();
  }
}
