package dev.proxyherd.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Journal;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Keeps records in a RocksDB database: only ever written while the member runs, read when it
 * starts.
 *
 * <p>The write-ahead log is with the operating system before {@link #write} returns, so that a
 * process that is killed loses nothing; and on the disk too, if every write is to be synchronous.
 */
final class RocksJournal implements Journal {
  private static final String FORMAT = "1";
  private static final long MAX_UNSYNCED_BYTES = 8L << 20;
  private static final Log LOG = LogFactory.getLog(RocksJournal.class);

  private final Path folder;
  private final Options options = RocksOptions.create();
  private final WriteOptions writeOptions;
  private final String epoch;
  private final Unsynced unsynced = new Unsynced(MAX_UNSYNCED_BYTES);

  /** Held to use the database; to write, to close it: a call after that would end the process. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private RocksDB database;
  private boolean closed;
  private volatile @Nullable String failure;

  /**
   * Opens a store, or makes one.
   *
   * @param member whose store it is
   * @throws StoreFolderException when it cannot be opened, or is not this member's
   */
  RocksJournal(Path folder, String member, boolean sync) {
    this.folder = folder;
    this.writeOptions = new WriteOptions().setSync(sync);
    try {
      // In the store's own folder: elsewhere every process that is killed would leave 17 MB behind.
      var library = Files.createDirectories(folder.resolve("native"));
      NativeLibraryLoader.getInstance().loadLibrary(library.toString());
      database = RocksDB.open(options, folder.toString());
      check("format", FORMAT);
      check("member", member);
      epoch = meta("epoch", MemoryJournal.newEpoch());
    } catch (IOException | RocksDBException e) {
      throw new StoreFolderException(folder, e);
    }
  }

  private void check(String word, String expected) throws RocksDBException {
    var found = meta(word, expected);
    if (!found.equals(expected)) {
      throw new StoreFolderException(folder, word, found, expected);
    }
  }

  /** What the store says of itself; says it from now on when it has said nothing yet. */
  private String meta(String word, String otherwise) throws RocksDBException {
    var key = RecordCodec.key(RecordCodec.META, ByteString.of(word));
    var value = database.get(key);
    if (value != null) {
      return new String(value, UTF_8);
    }
    try (var sync = new WriteOptions().setSync(true)) {
      database.put(sync, key, otherwise.getBytes(UTF_8));
    }
    return otherwise;
  }

  @Override
  public void write(Entry entry) {
    // Not to be had while the database is opened again, or closed: nobody is to wait for that.
    if (!lock.readLock().tryLock()) {
      throw unavailable();
    }
    try (var batch = new WriteBatch()) {
      if (closed || failure != null) {
        throw unavailable();
      }
      if (unsynced.isFull()) {
        putOnDisk();
      }
      add(batch, entry);
      database.write(writeOptions, batch);
      if (!writeOptions.sync()) {
        unsynced.add(entry);
      }
    } catch (RocksDBException e) {
      throw failed(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private static void add(WriteBatch batch, Entry entry) throws RocksDBException {
    for (var client : entry.removed()) {
      batch.delete(RecordCodec.key(RecordCodec.CLIENT, client));
    }
    if (!entry.removed().isEmpty()) {
      batch.put(RecordCodec.lastNumberKey(), RecordCodec.number(entry.lastNumber()));
    }
    for (var change : entry.changes()) {
      batch.put(
          RecordCodec.key(RecordCodec.CLIENT, change.location().client()),
          RecordCodec.value(change));
    }
    for (var receipt : entry.receipts()) {
      batch.put(
          RecordCodec.key(RecordCodec.SENDER, ByteString.of(receipt.sender())),
          RecordCodec.value(receipt));
    }
  }

  /**
   * Tries to end the trouble, if there is any. After a failed write RocksDB refuses all later ones,
   * also when the disk has room again, so it is closed and opened again. What may have been lost in
   * a failed sync is on the disk before anything new is taken.
   */
  void recover() {
    lock.writeLock().lock();
    try (var batch = new WriteBatch();
        var sync = new WriteOptions().setSync(true)) {
      if (closed || failure == null) {
        return;
      }
      database.close();
      database = RocksDB.open(options, folder.toString());
      for (var entry : unsynced.all()) {
        add(batch, entry);
      }
      database.write(sync, batch);
      unsynced.forget(unsynced.last());
      failure = null;
      LOG.info("The store in " + folder + " takes records again");
    } catch (RocksDBException e) {
      failed(e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private StoreUnavailableException unavailable() {
    var reason = failure == null ? "it is being opened or closed" : failure;
    return new StoreUnavailableException(folder + ": " + reason, new IllegalStateException());
  }

  private StoreUnavailableException failed(RocksDBException exception) {
    var reason = String.valueOf(exception.getMessage());
    if (failure == null) {
      LOG.error("The store in " + folder + " takes no records for now: " + reason);
    }
    failure = reason;
    return new StoreUnavailableException("cannot write to " + folder + ": " + reason, exception);
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(failure);
  }

  /** Has the operating system put on the disk what was written up to now. Writers need not wait. */
  void sync() {
    lock.readLock().lock();
    try {
      if (!closed && failure == null && !unsynced.isEmpty()) {
        putOnDisk();
      }
    } catch (RocksDBException e) {
      failed(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void putOnDisk() throws RocksDBException {
    var last = unsynced.last();
    database.syncWal();
    unsynced.forget(last);
  }

  @Override
  public void replay(Reader reader) {
    try (var rows = database.newIterator()) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        switch (rows.key()[0]) {
          case RecordCodec.CLIENT -> reader.change(RecordCodec.change(rows.value()));
          case RecordCodec.SENDER -> reader.receipt(RecordCodec.receipt(rows.key(), rows.value()));
          default -> {
            if (RecordCodec.isLastNumber(rows.key())) {
              reader.lastNumber(RecordCodec.number(rows.value()));
            }
          }
        }
      }
      rows.status();
    } catch (RocksDBException | IllegalArgumentException e) {
      throw new StoreFolderException(folder, e);
    }
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        database.close();
        writeOptions.close();
        options.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
