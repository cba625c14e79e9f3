package dev.proxyherd.location;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A store on the heap.
 *
 * <p>The records stand in a map by client and, at the same time, in a list by change number: a
 * change moves its record to the tail. A feed is a marker in that list, so that reading on costs
 * what is read and nothing else.
 */
public final class MemoryLocationStore implements LocationStore {
  private final Map<ClientKey, ChangeList.Entry> entries = new ConcurrentHashMap<>();
  private final Map<String, Receipt> receipts = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final String epoch = new BigInteger(64, new SecureRandom()).toString(16);
  private final InstantSource clock;

  /** Guards the list, the numbers and every write to the map. Held for a few pointers' time. */
  private final Object lock = new Object();

  private final ChangeList changes = new ChangeList();
  private final Map<String, Long> neighbourBits = new HashMap<>();
  private volatile long lastChange;

  public MemoryLocationStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Outcome offer(ClientLocation candidate) {
    return record(candidate, null);
  }

  @Override
  public Outcome offer(ClientLocation candidate, Receipt receipt) {
    var outcome = record(candidate, receipt.sender());
    receive(receipt);
    return outcome;
  }

  private Outcome record(ClientLocation candidate, @Nullable String sender) {
    var probe = new ClientKey.Probe(candidate.client());
    synchronized (lock) {
      var knownBy = sender == null ? 0 : neighbourBit(sender);
      var entry = entries.get(probe);
      if (entry == null) {
        entry = new ChangeList.Entry(candidate);
        entries.put(entry, entry);
      } else {
        var order = candidate.compareTo(entry.location());
        if (order < 0) {
          return Outcome.OLDER;
        }
        if (order == 0) {
          entry.knownBy |= knownBy;
          return Outcome.SAME;
        }
        entry.replace(candidate);
      }
      entry.knownBy = knownBy;
      var number = Math.max(lastChange + 1, Timestamps.now(clock) / 1000);
      changes.moveToTail(entry, number);
      lastChange = number;
    }
    for (var listener : listeners) {
      listener.run();
    }
    return Outcome.NEWER;
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

  @Override
  public void receive(Receipt receipt) {
    receipts.put(receipt.sender(), receipt);
  }

  @Override
  public Optional<Receipt> lastReceipt(String sender) {
    return Optional.ofNullable(receipts.get(sender));
  }

  @Override
  public Optional<ClientLocation> find(ByteString client) {
    return Optional.ofNullable(entries.get(new ClientKey.Probe(client)))
        .map(ChangeList.Entry::location);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public long lastChange() {
    return lastChange;
  }

  @Override
  public ChangeFeed feed(long after, String receiver) {
    synchronized (lock) {
      return new Feed(after, neighbourBit(receiver), lastChange);
    }
  }

  @Override
  public int countAfter(long number, int limit) {
    synchronized (lock) {
      return changes.countAfter(number, limit);
    }
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
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
      changes.insertAfter(marker, after);
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
