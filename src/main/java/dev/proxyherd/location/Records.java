package dev.proxyherd.location;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest record of every client, on the heap.
 *
 * <p>The records stand in a map by client and, at the same time, in a list by change number: a
 * change moves its record to the tail. A feed is a marker in that list, so that reading on costs
 * what is read and nothing else.
 */
final class Records {
  private final Map<ClientKey, ChangeList.Entry> entries = new ConcurrentHashMap<>();

  /** Guards the list and every write to the map. Held for a few pointers' time. */
  private final Object lock = new Object();

  private final ChangeList changes = new ChangeList();
  private final Map<String, Long> neighbourBits = new HashMap<>();
  private volatile long lastChange;
  private volatile Tally tally = Tally.EMPTY;

  /** All records, as they come: what changes meanwhile is seen or not. Holds nobody up. */
  Iterator<ClientLocation> all() {
    return entries.values().stream().map(ChangeList.Entry::location).iterator();
  }

  /** What is held of a client, be it a tombstone. */
  @Nullable ClientLocation find(ByteString client) {
    var entry = entries.get(new ClientKey.Probe(client));
    return entry == null ? null : entry.location();
  }

  /** The change that is held of a client. */
  @Nullable Change held(ByteString client) {
    synchronized (lock) {
      var entry = entries.get(new ClientKey.Probe(client));
      return entry == null ? null : new Change(entry.location(), entry.number());
    }
  }

  Tally tally() {
    return tally;
  }

  long lastChange() {
    return lastChange;
  }

  /** Takes up what a journal held: each client once, in the order of the numbers. */
  void restore(List<Change> held, long lastNumber) {
    synchronized (lock) {
      for (var change : held) {
        apply(change, null);
        tally = tally.replace(null, change.location());
      }
      lastChange = Math.max(lastChange, lastNumber);
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
    synchronized (lock) {
      removed.forEach(this::remove);
      for (var i = 0; i < newer.size(); i++) {
        apply(newer.get(i), senders.get(i));
      }
      tally = after;
    }
  }

  private void remove(ByteString client) {
    var entry = entries.remove(new ClientKey.Probe(client));
    if (entry != null) {
      changes.remove(entry);
    }
  }

  private void apply(Change change, @Nullable String sender) {
    var location = change.location();
    var entry = entries.get(new ClientKey.Probe(location.client()));
    if (entry == null) {
      entry = new ChangeList.Entry(location);
      entries.put(entry, entry);
    } else {
      entry.replace(location);
    }
    entry.knownBy = sender == null ? 0 : neighbourBit(sender);
    changes.moveToTail(entry, change.number());
    lastChange = change.number();
  }

  /** Notes that a neighbour has sent this very record, if it is still the one that is held. */
  void known(ClientLocation location, String sender) {
    synchronized (lock) {
      var entry = entries.get(new ClientKey.Probe(location.client()));
      if (entry != null && entry.location().equals(location)) {
        entry.knownBy |= neighbourBit(sender);
      }
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

  int countAfter(long number, int limit) {
    synchronized (lock) {
      return changes.countAfter(number, limit);
    }
  }

  private final class Feed implements ChangeFeed {
    /** How far a long run of what is left out may be walked while writers wait for the lock. */
    private static final int MAX_SEEN = 4096;

    private final ChangeList.Node marker = new ChangeList.Node();
    private final long receiverBit;

    /** Before this change the receiver may have been another process, with less in its store. */
    private final long trustedAfter;

    private long position;
    private boolean closed;

    Feed(long after, long receiverBit, long trustedAfter) {
      this.receiverBit = receiverBit;
      this.trustedAfter = trustedAfter;
      position = after;
      if (changes.isBeforeFirst(after)) {
        changes.addFirst(marker);
      } else {
        changes.addLast(marker);
      }
    }

    /** Goes some way back to the reader's place; true when it is there. */
    boolean isInPlace() {
      synchronized (lock) {
        return changes.moveBack(marker, position, MAX_SEEN);
      }
    }

    @Override
    public List<Change> next(int max) {
      var next = new ArrayList<Change>();
      synchronized (lock) {
        ChangeList.Node last = null;
        var node = marker.next();
        for (var seen = 0; node != null && next.size() < max && seen < MAX_SEEN; seen++) {
          last = node;
          if (node instanceof ChangeList.Entry entry) {
            position = entry.number();
            if (!isKnown(entry)) {
              next.add(new Change(entry.location(), position));
            }
          }
          node = node.next();
        }
        if (last != null) {
          changes.moveBehind(marker, last);
        }
        if (node == null) {
          // The last changes may be of records that have been removed: they are not to come any
          // more.
          position = Math.max(position, lastChange);
        }
      }
      return next;
    }

    private boolean isKnown(ChangeList.Entry entry) {
      return (entry.knownBy & receiverBit) != 0 && entry.number() > trustedAfter;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() {
      synchronized (lock) {
        if (!closed) {
          closed = true;
          changes.remove(marker);
        }
      }
    }
  }
}
