package dev.proxyherd.location;

import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.Retention.Cutoff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests that are decided on, written and published together. */
final class Batch {
  private static final int MAX_REQUESTS = 256;

  private final Records records;
  private final Map<String, Receipt> lastReceipts;
  private final ChangeNumbers numbers;
  private final Cutoff cutoff;
  private final Capacity capacity;
  private final List<Request> requests = new ArrayList<>();
  private final Set<ByteString> removed = new LinkedHashSet<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<@Nullable String> senders = new ArrayList<>();
  private final Map<ByteString, ClientLocation> newest = new HashMap<>();
  private final Map<String, Receipt> receipts = new HashMap<>();
  private Tally tally;

  Batch(
      Records records,
      Map<String, Receipt> lastReceipts,
      ChangeNumbers numbers,
      Cutoff cutoff,
      Capacity capacity) {
    this.records = records;
    this.lastReceipts = lastReceipts;
    this.numbers = numbers;
    this.cutoff = cutoff;
    this.capacity = capacity;
    this.tally = records.tally();
  }

  boolean isFull() {
    return requests.size() == MAX_REQUESTS;
  }

  boolean hasChanges() {
    return !changes.isEmpty();
  }

  int removals() {
    return removed.size();
  }

  void add(Request request) {
    requests.add(request);
    switch (request) {
      case Offer offer -> add(offer);
      case Removal removal -> removal.clients().forEach(this::remove);
    }
  }

  private void add(Offer offer) {
    var candidate = offer.candidate();
    var receipt = offer.receipt();
    if (receipt != null && candidate != null && isOfLostStore(receipt)) {
      offer.distrust();
    } else if (receipt != null) {
      receipts.put(receipt.sender(), receipt);
    }
    offer.decide(candidate == null ? Outcome.SAME : decide(candidate, offer));
  }

  /**
   * Whether the sender has come back with another store since it sent this: what still arrives from
   * before says nothing about what it has now.
   */
  private boolean isOfLostStore(Receipt receipt) {
    var last = receipts.getOrDefault(receipt.sender(), lastReceipts.get(receipt.sender()));
    return last != null && !last.epoch().equals(receipt.epoch());
  }

  private Outcome decide(ClientLocation candidate, Offer offer) {
    var held = held(candidate.client());
    var order = held == null ? 1 : candidate.compareTo(held);
    if (order <= 0) {
      return order == 0 ? Outcome.SAME : Outcome.OLDER;
    }
    if (cutoff.hasPassed(candidate)) {
      return Outcome.EXPIRED;
    }
    if (offer.isFromClient() && !capacity.admits(tally, held, candidate)) {
      return Outcome.FULL;
    }
    newest.put(candidate.client(), candidate);
    tally = tally.replace(held, candidate);
    changes.add(new Change(candidate, numbers.next()));
    senders.add(offer.sender());
    return Outcome.NEWER;
  }

  /** Whoever asked for it has seen an older record perhaps. */
  private void remove(ByteString client) {
    var held = held(client);
    if (held != null && cutoff.hasPassed(held)) {
      removed.add(client);
      tally = tally.without(held);
    }
  }

  /** What will be held of a client when all that was decided so far is done. */
  private @Nullable ClientLocation held(ByteString client) {
    var changed = newest.get(client);
    if (changed != null || (!removed.isEmpty() && removed.contains(client))) {
      return changed;
    }
    return records.find(client);
  }

  void write(Journal journal) {
    if (!changes.isEmpty() || !receipts.isEmpty() || !removed.isEmpty()) {
      journal.write(
          new Journal.Entry(
              List.copyOf(removed),
              changes,
              List.copyOf(receipts.values()),
              numbers.last(),
              tally));
    }
  }

  /** Lets the changes be seen, and the writers go on. */
  void publish() {
    records.apply(removed, changes, senders, tally);
    capacity.observe(tally);
    lastReceipts.putAll(receipts);
    for (var request : requests) {
      if (request instanceof Offer offer) {
        noteSender(offer);
      }
      request.succeed();
    }
  }

  /** The sender has what is held: it need not be sent that. */
  private void noteSender(Offer offer) {
    var candidate = offer.candidate();
    var sender = offer.sender();
    if (candidate != null && sender != null && offer.decided() == Outcome.SAME) {
      records.known(candidate, sender);
    }
  }

  void fail(StoreUnavailableException reason) {
    requests.forEach(request -> request.giveUp(reason));
  }
}
