package dev.proxyherd.store;

import dev.proxyherd.location.Journal;
import dev.proxyherd.location.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Keeps records in a RocksDB database: only ever written while the member runs, read when it
 * starts.
 *
 * <p>The write-ahead log is with the operating system before {@link #write} returns, so that a
 * process that is killed loses nothing; and on the disk too, if every write is to be synchronous.
 *
 * <p>After a failure everything is refused until {@link #recover} has gone well. From then on the
 * database holds what the store holds: all that was taken, and nothing that was refused.
 */
final class RocksJournal implements Journal {
  private static final long MAX_UNSYNCED_BYTES = 6L << 20;
  private static final Log LOG = LogFactory.getLog(RocksJournal.class);

  private final StoreFolder folder;
  private final boolean synchronous;
  private final Unsynced unsynced = new Unsynced(MAX_UNSYNCED_BYTES);

  /** Held to use the database; to write, to close it: a call after that would end the process. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private Database database;
  private boolean closed;
  private @Nullable Seal seal;
  private @Nullable Holder holder;

  /** Of all that was taken. */
  private Fingerprint fingerprint = Fingerprint.EMPTY;

  /** What is being written; after a failure, what may be in the database though it was refused. */
  private @Nullable Entry attempted;

  private volatile @Nullable String failure;
  private volatile @Nullable String loss;

  /**
   * Opens a store, or makes one.
   *
   * @param member whose store it is
   * @param synchronous whether what is written is to be on the disk at once
   * @throws StoreFolderException when it cannot be opened, or is not this member's
   */
  RocksJournal(StoreFolder folder, String member, boolean synchronous) {
    this.folder = folder;
    this.synchronous = synchronous;
    this.database = folder.open(member);
  }

  @Override
  public void replay(Reader reader) {
    lock.writeLock().lock();
    try {
      var tally = database.read(reader);
      var found = database.fingerprint();
      var fork = folder.check(found, tally);
      if (fork.isPresent()) {
        folder.renew(database);
        say(fork.get());
      }
      reader.lastNumber(folder.lastNumber(found));
      seal = folder.seal(synchronous, found);
      fingerprint = found;
    } catch (RocksDBException | IOException | IllegalArgumentException e) {
      throw StoreFolderException.unusable(folder.path(), e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void say(Fork fork) {
    var text =
        "The store in %s begins a new epoch, and its neighbours take everything from it: %s"
            .formatted(folder.path(), fork.reason());
    if (fork.isLoss()) {
      LOG.warn(text);
      loss = fork.reason();
    } else {
      LOG.info(text);
    }
  }

  @Override
  public Optional<Path> folder() {
    return Optional.of(folder.path());
  }

  @Override
  public void setHolder(Holder holder) {
    this.holder = holder;
  }

  @Override
  public void write(Entry entry) {
    // Not to be had while the database is opened again, or closed: nobody is to wait for that.
    if (!lock.readLock().tryLock()) {
      throw unavailable();
    }
    try {
      var opened = seal;
      if (closed || failure != null || opened == null) {
        throw unavailable();
      }
      write(entry, opened);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void write(Entry entry, Seal opened) {
    try {
      if (unsynced.isFull()) {
        putOnDisk();
      }
      var after = fingerprint.after(entry);
      attempted = entry;
      opened.expect(after);
      database.write(List.of(entry), after, synchronous);
      opened.confirm(after);
      attempted = null;
      fingerprint = after;
      if (!synchronous) {
        unsynced.add(entry);
      }
    } catch (RocksDBException | RuntimeException | InternalError e) {
      throw failed(e);
    }
  }

  private StoreUnavailableException unavailable() {
    var reason = failure;
    return new StoreUnavailableException(
        folder.path() + ": " + (reason == null ? "it is being opened or closed" : reason),
        new IllegalStateException());
  }

  private StoreUnavailableException failed(Throwable cause) {
    var reason = reason(cause);
    begin(reason);
    return new StoreUnavailableException("cannot write to " + folder.path() + ": " + reason, cause);
  }

  /** Of a write and a sync that fail together, the later has only to say that one has failed. */
  private synchronized void begin(String reason) {
    if (failure == null) {
      LOG.error("The store in " + folder.path() + " takes no records for now: " + reason);
      failure = reason;
    }
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(failure);
  }

  @Override
  public Optional<String> loss() {
    return Optional.ofNullable(loss);
  }

  /** Has the operating system put on the disk what was written up to now. Writers need not wait. */
  @Override
  public void sync() {
    lock.readLock().lock();
    try {
      if (closed || failure != null) {
        return;
      }
      database.requireFiles();
      if (!unsynced.isEmpty()) {
        putOnDisk();
      }
    } catch (RocksDBException | RuntimeException e) {
      failed(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void putOnDisk() throws RocksDBException {
    var last = unsynced.last();
    database.sync();
    unsynced.forget(last);
  }

  /**
   * Tries to end the trouble, if there is any. After a failed write RocksDB refuses all later ones,
   * also when the disk has room again, so it is closed and opened again. What a failed sync may
   * have lost is on the disk before anything new is taken.
   */
  @Override
  public void recover() {
    lock.writeLock().lock();
    try {
      if (closed || failure == null) {
        return;
      }
      database.close();
      database = folder.reopen();
      if (database.fingerprint().writes() < fingerprint.writes() - unsynced.size()) {
        throw new RocksDBException("what was on the disk is there no more");
      }
      database.write(toBeWritten(), fingerprint, true);
      if (seal != null) {
        seal.close();
        seal = folder.seal(synchronous, fingerprint);
      }
      attempted = null;
      unsynced.forget(unsynced.last());
      failure = null;
      LOG.info("The store in " + folder.path() + " takes records again");
    } catch (RocksDBException | IOException | RuntimeException | InternalError e) {
      failure = reason(e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** What may not be in the database, and what may be there in another way. */
  private List<Entry> toBeWritten() {
    var entries = new ArrayList<>(unsynced.all());
    if (attempted != null && holder != null) {
      entries.add(Undo.of(attempted, holder));
    }
    return entries;
  }

  @Override
  public String epoch() {
    return folder.epoch();
  }

  @Override
  public void close() {
    sync();
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        database.close();
        if (seal != null && failure == null) {
          seal.setClosed();
        }
        if (seal != null) {
          seal.close();
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
