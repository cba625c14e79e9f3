package dev.proxyherd.location;

import dev.proxyherd.location.Journal.Reader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The store: all records on the heap, and every change in a journal before anybody can see it.
 *
 * <p>Writers queue up what they offer; whoever holds the writers' lock takes all that waits as one
 * batch, so that many writers share the cost of one write, and one alone waits for nobody. Readers
 * never wait for the journal.
 */
public final class RecordStore implements LocationStore {
  private final Records records = new Records();
  private final Map<String, Receipt> receipts = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Queue<Offer> offers = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writers = new ReentrantLock();
  private final Journal journal;
  private final ChangeNumbers numbers;
  private final long openedAt;

  /** Takes up what the journal holds. */
  public RecordStore(InstantSource clock, Journal journal) {
    this.journal = journal;
    var held = new Held();
    journal.replay(held);
    held.changes.sort(Comparator.comparingLong(Change::number));
    records.restore(held.changes, held.lastNumber);
    openedAt = records.lastChange();
    numbers = new ChangeNumbers(clock, openedAt);
    journal.setHolder(new Holding());
  }

  /** What the journal holds. */
  private final class Held implements Reader {
    private final List<Change> changes = new ArrayList<>();
    private long lastNumber;

    @Override
    public void change(Change change) {
      changes.add(change);
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
  public Outcome offer(ClientLocation candidate) {
    return take(new Offer(candidate, null));
  }

  @Override
  public Outcome offer(ClientLocation candidate, Receipt receipt) {
    return take(new Offer(candidate, receipt));
  }

  @Override
  public void receive(Receipt receipt) {
    take(new Offer(null, receipt));
  }

  private Outcome take(Offer offer) {
    offers.add(offer);
    writers.lock();
    try {
      while (!offer.isDecided()) {
        takeBatch();
      }
    } finally {
      writers.unlock();
    }
    return offer.result();
  }

  /** Decides on all that waits, writes it as one, and only then lets it be seen. */
  private void takeBatch() {
    var batch = new Batch(records, receipts, numbers);
    for (var offer = offers.poll(); offer != null; offer = batch.isFull() ? null : offers.poll()) {
      batch.add(offer);
    }
    try {
      batch.write(journal);
    } catch (StoreUnavailableException e) {
      batch.fail(e);
      return;
    }
    batch.publish();
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
    return Optional.ofNullable(records.find(client));
  }

  @Override
  public int size() {
    return (int) records.tally().clients();
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
  public int countAfter(long number, int limit) {
    return records.countAfter(number, limit);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
