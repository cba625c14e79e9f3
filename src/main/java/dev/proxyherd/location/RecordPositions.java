package dev.proxyherd.location;

import java.util.Optional;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** A cursor among the records, for who follows where clients are: see {@link Records}. */
final class RecordPositions implements PositionFeed {
  private final Object lock;
  private final StampedLock changing;
  private final RecordTable table;
  private final ChangeList.Cursor cursor;
  private volatile long position;

  /**
   * Begins before all records. The caller holds the lock.
   *
   * @param lock guards the records
   * @param changing tells who reads without the lock whether they change meanwhile
   */
  RecordPositions(Object lock, StampedLock changing, RecordTable table) {
    this.lock = lock;
    this.changing = changing;
    this.table = table;
    cursor = table.changes().openCursor(0);
  }

  @Override
  public boolean next(Positions positions) {
    positions.clear();
    var last = position;
    synchronized (lock) {
      while (!cursor.isAtEnd() && !positions.isFull()) {
        var handle = cursor.peek();
        table.addPosition(handle, positions);
        last = table.number(handle);
        cursor.advance();
      }
      position = last;
      return !cursor.isAtEnd();
    }
  }

  @Override
  public Optional<ClientLocation> find(long id) {
    return Optional.ofNullable(held(id)).filter(location -> !location.isForgotten());
  }

  /** As {@link Records#find(ByteString)}. */
  private @Nullable ClientLocation held(long id) {
    var stamp = changing.tryOptimisticRead();
    if (stamp != 0) {
      try {
        var found = table.location(id);
        if (changing.validate(stamp)) {
          return found;
        }
      } catch (RuntimeException _) {
        // A writer was at work, so that nothing fitted together. If not, it comes again below.
      }
    }
    synchronized (lock) {
      return table.location(id);
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() {
    synchronized (lock) {
      table.changes().close(cursor);
    }
  }
}
