package dev.proxyherd.location;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The newest record of every client, in memory.
 *
 * <p>The records stand in an index by client and, at the same time, in a list by change number: a
 * change moves its record to the tail. A feed is a cursor in that list, so that reading on costs
 * what is read and nothing else.
 *
 * <p>Writers and feeds hold the lock for one batch. Who looks up a client does not take it: what
 * was read while a writer was at work is thrown away, and read again with the lock.
 */
final class Records {
  /** Guards all that follows. */
  private final Object lock = new Object();

  /** Tells who looks up a client without the lock whether records changed meanwhile. */
  private final StampedLock changing = new StampedLock();

  private final RecordTable table = new RecordTable();
  private final Map<String, Long> neighbourBits = new HashMap<>();
  private volatile long lastChange;
  private volatile Tally tally = Tally.EMPTY;

  /** All records, as they come: what changes meanwhile is seen or not. Holds nobody up. */
  Iterator<ClientLocation> all() {
    return new All();
  }

  /** What is held of a client, be it a tombstone. */
  @Nullable ClientLocation find(ByteString client) {
    var stamp = changing.tryOptimisticRead();
    if (stamp != 0) {
      try {
        var found = table.location(client);
        if (changing.validate(stamp)) {
          return found;
        }
      } catch (RuntimeException _) {
        // A writer was at work, so that nothing fitted together. If not, it comes again below.
      }
    }
    synchronized (lock) {
      return table.location(client);
    }
  }

  /** The change that is held of a client. */
  @Nullable Change held(ByteString client) {
    synchronized (lock) {
      var handle = table.find(client);
      return handle == Slabs.NONE ? null : table.change(handle);
    }
  }

  Tally tally() {
    return tally;
  }

  long lastChange() {
    return lastChange;
  }

  /**
   * Takes up what a journal holds.
   *
   * @param journal hands over each client once, in any order, and returns the last number
   */
  void restore(ToLongFunction<Consumer<Change>> journal) {
    change(
        () -> {
          // Nothing is kept of a change but its slot and its number: there may be millions.
          var numbers = LongStream.builder();
          var handles = IntStream.builder();
          var last =
              journal.applyAsLong(
                  change -> {
                    numbers.add(change.number());
                    handles.add(table.add(change.location()));
                    tally = tally.with(change.location());
                  });
          link(numbers.build().toArray(), handles.build().toArray());
          lastChange = Math.max(lastChange, last);
        });
  }

  /** Puts records into the list, by their numbers. */
  private void link(long[] numbers, int[] handles) {
    var sorted = numbers.clone();
    Arrays.sort(sorted);
    var ordered = new int[handles.length];
    for (var i = 0; i < handles.length; i++) {
      ordered[Arrays.binarySearch(sorted, numbers[i])] = handles[i];
    }
    for (var i = 0; i < ordered.length; i++) {
      if (ordered[i] == Slabs.NONE) {
        throw new IllegalArgumentException("two records with change number " + sorted[i]);
      }
      table.append(ordered[i], sorted[i]);
      lastChange = sorted[i];
    }
  }

  /**
   * Drops the records of some clients; then takes changes in the order of their numbers, each newer
   * than what is held of its client.
   *
   * @param senders for each change where it comes from, or null
   * @param after what all records come to then
   */
  void apply(
      Collection<ByteString> removed,
      List<Change> newer,
      List<@Nullable String> senders,
      Tally after) {
    change(
        () -> {
          removed.forEach(table::remove);
          for (var i = 0; i < newer.size(); i++) {
            apply(newer.get(i), senders.get(i));
          }
          tally = after;
        });
  }

  private void change(Runnable work) {
    synchronized (lock) {
      var stamp = changing.writeLock();
      try {
        work.run();
      } finally {
        changing.unlockWrite(stamp);
      }
    }
  }

  private void apply(Change change, @Nullable String sender) {
    table.put(change, sender == null ? 0 : neighbourBit(sender));
    lastChange = change.number();
  }

  /** Notes that a neighbour has sent this very record, if it is still the one that is held. */
  void known(ClientLocation location, String sender) {
    synchronized (lock) {
      table.known(location, neighbourBit(sender));
    }
  }

  /** One bit a neighbour; a neighbour beyond the 64th has none and is sent what it has already. */
  private long neighbourBit(String name) {
    var bit = neighbourBits.get(name);
    if (bit == null) {
      bit = neighbourBits.size() < Long.SIZE ? 1L << neighbourBits.size() : 0L;
      neighbourBits.put(name, bit);
    }
    return bit;
  }

  /** Opens a feed; a long way back is gone in steps, so that writers get in between. */
  ChangeFeed feed(long after, String receiver) {
    Feed feed;
    synchronized (lock) {
      feed = new Feed(after, neighbourBit(receiver), lastChange);
    }
    while (!feed.isInPlace()) {
      Thread.onSpinWait();
    }
    return feed;
  }

  PositionFeed positions() {
    synchronized (lock) {
      return new RecordPositions(lock, changing, table);
    }
  }

  Backlog backlog(long number, int limit) {
    synchronized (lock) {
      return table.changes().backlog(number, limit);
    }
  }

  /** Takes the records of one segment of the index at a time. */
  private final class All implements Iterator<ClientLocation> {
    private final List<ClientLocation> next = new ArrayList<>();
    private int taken;
    private long place;

    @Override
    public boolean hasNext() {
      while (taken == next.size() && place != ClientIndex.END) {
        next.clear();
        taken = 0;
        synchronized (lock) {
          place = table.visit(place, next::add);
        }
      }
      return taken < next.size();
    }

    @Override
    public ClientLocation next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return next.get(taken++);
    }
  }

  private final class Feed implements ChangeFeed {
    /** How far a long run of what is left out may be walked while writers wait for the lock. */
    private static final int MAX_SEEN = 4096;

    private static final long ALL_NEIGHBOURS = -1L;

    private final ChangeList.Cursor cursor;
    private final long receiverBit;

    /** Before this change the receiver may have been another process, with less in its store. */
    private final long trustedAfter;

    private long position;

    Feed(long after, long receiverBit, long trustedAfter) {
      this.receiverBit = receiverBit;
      this.trustedAfter = trustedAfter;
      position = after;
      cursor = table.changes().openCursor(after);
    }

    /** Goes some way back to the reader's place; true when it is there. */
    boolean isInPlace() {
      synchronized (lock) {
        return cursor.moveBack(position, MAX_SEEN);
      }
    }

    @Override
    public List<Change> next(int max, long settled) {
      var next = new ArrayList<Change>();
      synchronized (lock) {
        for (var seen = 0; !cursor.isAtEnd() && next.size() < max && seen < MAX_SEEN; seen++) {
          var handle = cursor.peek();
          var number = table.number(handle);
          if (!isKnown(handle, number)) {
            if (number > settled && table.isKnownBy(handle, ALL_NEIGHBOURS)) {
              return next;
            }
            next.add(table.change(handle));
          }
          cursor.advance();
          position = number;
        }
        if (cursor.isAtEnd()) {
          // The last changes may be of records that have been removed: they are not to come any
          // more.
          position = Math.max(position, lastChange);
        }
      }
      return next;
    }

    private boolean isKnown(int handle, long number) {
      return table.isKnownBy(handle, receiverBit) && number > trustedAfter;
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
}
