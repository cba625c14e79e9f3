package dev.proxyherd.location;

import dev.proxyherd.location.Journal.Reader;
import dev.proxyherd.location.Retention.Cutoff;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The store: all records on the heap, and every change in a journal before anybody can see it.
 *
 * <p>Writers queue up what they offer; whoever holds the writers' lock takes all that waits as one
 * batch, so that many writers share the cost of one write, and one alone waits for nobody. Readers
 * never wait for the journal.
 */
public final class RecordStore implements LocationStore {
  private static final int MAX_REMOVALS = 256;

  private final Records records = new Records();
  private final Map<String, Receipt> receipts = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writers = new ReentrantLock();
  private final InstantSource clock;
  private final Journal journal;
  private final Retention retention;
  private final Capacity capacity;
  private final ChangeNumbers numbers;
  private final long openedAt;
  private final LongAdder expired = new LongAdder();

  /** Held by who sweeps. */
  private final Object sweeping = new Object();

  /** Moves under the writers' lock, so that what is decided on is held against one and the same. */
  private volatile Cutoff cutoff;

  private @Nullable Cutoff swept;

  /** Takes up what the journal holds, and keeps it for ever. */
  public RecordStore(InstantSource clock, Journal journal) {
    this(clock, journal, Retention.FOREVER, Capacity.unlimited());
  }

  /** Takes up what the journal holds. What has expired of it is there until the first sweep. */
  public RecordStore(InstantSource clock, Journal journal, Retention retention, Capacity capacity) {
    this.clock = clock;
    this.journal = journal;
    this.retention = retention;
    this.capacity = capacity;
    cutoff = retention.cutoff(Timestamps.now(clock));
    records.restore(
        changes -> {
          var held = new Held(changes);
          journal.replay(held);
          return held.lastNumber;
        });
    openedAt = records.lastChange();
    numbers = new ChangeNumbers(clock, openedAt);
    journal.setHolder(new Holding());
  }

  /** What the journal holds. */
  private final class Held implements Reader {
    private final Consumer<Change> changes;
    private long lastNumber;

    Held(Consumer<Change> changes) {
      this.changes = changes;
    }

    @Override
    public void change(Change change) {
      changes.accept(change);
    }

    @Override
    public void receipt(Receipt receipt) {
      receipts.put(receipt.sender(), receipt);
    }

    @Override
    public void lastNumber(long number) {
      lastNumber = number;
    }
  }

  /** What is held, for the journal to write again. */
  private final class Holding implements Journal.Holder {
    @Override
    public Optional<Change> held(ByteString client) {
      return Optional.ofNullable(records.held(client));
    }

    @Override
    public Optional<Receipt> lastReceipt(String sender) {
      return RecordStore.this.lastReceipt(sender);
    }
  }

  @Override
  public Outcome offer(ClientLocation candidate, @Nullable Receipt receipt) {
    var offer = new Offer(candidate, receipt);
    take(List.of(offer));
    return offer.outcome();
  }

  @Override
  public boolean hasRoomFor(ClientLocation candidate) {
    var held = records.find(candidate.client());
    var wanted = (held == null || candidate.compareTo(held) > 0) && !cutoff.hasPassed(candidate);
    return !wanted || capacity.admits(records.tally(), held, candidate);
  }

  @Override
  public boolean hasRoomForNew(int clients) {
    return capacity.hasRoomFor(records.tally(), clients);
  }

  @Override
  public void receive(Receipt receipt) {
    var offer = new Offer(null, receipt);
    take(List.of(offer));
    offer.check();
  }

  @Override
  public void offer(List<Offer> offers) {
    take(offers);
  }

  @Override
  public void sweep() {
    synchronized (sweeping) {
      var next = retention.cutoff(Timestamps.now(clock));
      if (next.equals(swept)) {
        return;
      }
      writers.lock();
      try {
        cutoff = next;
      } finally {
        writers.unlock();
      }
      if (next.concerns(records.tally())) {
        removeBehind(next);
      }
      swept = next;
    }
  }

  /** In parts, so that writers get in between. */
  private void removeBehind(Cutoff bound) {
    var clients = new ArrayList<ByteString>();
    for (var all = records.all(); all.hasNext(); ) {
      var location = all.next();
      if (bound.hasPassed(location)) {
        clients.add(location.client());
      }
      if (clients.size() == MAX_REMOVALS || (!all.hasNext() && !clients.isEmpty())) {
        var removal = new Removal(List.copyOf(clients));
        take(List.of(removal));
        removal.check();
        clients.clear();
      }
    }
  }

  private void take(List<? extends Request> wanted) {
    requests.addAll(wanted);
    writers.lock();
    try {
      while (!wanted.getLast().isDone()) {
        takeBatch();
      }
    } finally {
      writers.unlock();
    }
  }

  /** Decides on all that waits, writes it as one, and only then lets it be seen. */
  private void takeBatch() {
    var batch = new Batch(records, receipts, numbers, cutoff, capacity);
    for (var request = requests.poll(); request != null; ) {
      batch.add(request);
      request = batch.isFull() ? null : requests.poll();
    }
    try {
      batch.write(journal);
    } catch (StoreUnavailableException e) {
      batch.fail(e);
      return;
    }
    batch.publish();
    expired.add(batch.removals());
    if (batch.hasChanges()) {
      listeners.forEach(Runnable::run);
    }
  }

  @Override
  public Optional<Receipt> lastReceipt(String sender) {
    return Optional.ofNullable(receipts.get(sender));
  }

  @Override
  public Optional<String> trouble() {
    return journal.trouble();
  }

  @Override
  public Optional<String> loss() {
    return journal.loss();
  }

  @Override
  public Optional<ClientLocation> find(ByteString client) {
    return Optional.ofNullable(records.find(client)).filter(held -> !held.isForgotten());
  }

  @Override
  public int size() {
    return (int) records.tally().clients();
  }

  @Override
  public long expired() {
    return expired.sum();
  }

  @Override
  public long forgotten() {
    return records.tally().forgotten();
  }

  @Override
  public long bytes() {
    return records.tally().bytes();
  }

  @Override
  public Digest digest() {
    return records.tally().digest();
  }

  @Override
  public String epoch() {
    return journal.epoch();
  }

  @Override
  public long lastChange() {
    return records.lastChange();
  }

  @Override
  public long openedAt() {
    return openedAt;
  }

  @Override
  public void skipTo(long number) {
    writers.lock();
    try {
      numbers.skipTo(number);
    } finally {
      writers.unlock();
    }
  }

  @Override
  public ChangeFeed feed(long after, String receiver) {
    return records.feed(after, receiver);
  }

  @Override
  public PositionFeed positions() {
    return records.positions();
  }

  @Override
  public Backlog backlog(long number, int limit) {
    return records.backlog(number, limit);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
