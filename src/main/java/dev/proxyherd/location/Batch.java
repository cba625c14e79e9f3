package dev.proxyherd.location;

import dev.proxyherd.location.LocationStore.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Offers that are decided on, written and published together. */
final class Batch {
  private static final int MAX_OFFERS = 256;

  private final Records records;
  private final Map<String, Receipt> lastReceipts;
  private final ChangeNumbers numbers;
  private final List<Offer> offers = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<@Nullable String> senders = new ArrayList<>();
  private final Map<ByteString, ClientLocation> newest = new HashMap<>();
  private final Map<String, Receipt> receipts = new HashMap<>();
  private Tally tally;

  Batch(Records records, Map<String, Receipt> lastReceipts, ChangeNumbers numbers) {
    this.records = records;
    this.lastReceipts = lastReceipts;
    this.numbers = numbers;
    this.tally = records.tally();
  }

  boolean isFull() {
    return offers.size() == MAX_OFFERS;
  }

  boolean hasChanges() {
    return !changes.isEmpty();
  }

  void add(Offer offer) {
    offers.add(offer);
    var candidate = offer.candidate();
    var receipt = offer.receipt();
    if (receipt != null && candidate != null && isOfLostStore(receipt)) {
      offer.distrust();
    } else if (receipt != null) {
      receipts.put(receipt.sender(), receipt);
    }
    outcomes.add(candidate == null ? Outcome.SAME : decide(candidate, offer.sender()));
  }

  /**
   * Whether the sender has come back with another store since it sent this: what still arrives from
   * before says nothing about what it has now.
   */
  private boolean isOfLostStore(Receipt receipt) {
    var last = receipts.getOrDefault(receipt.sender(), lastReceipts.get(receipt.sender()));
    return last != null && !last.epoch().equals(receipt.epoch());
  }

  private Outcome decide(ClientLocation candidate, @Nullable String sender) {
    var client = candidate.client();
    var held = newest.get(client);
    if (held == null) {
      held = records.find(client);
    }
    var order = held == null ? 1 : candidate.compareTo(held);
    if (order > 0) {
      newest.put(client, candidate);
      tally = tally.replace(held, candidate);
      changes.add(new Change(candidate, numbers.next()));
      senders.add(sender);
      return Outcome.NEWER;
    }
    return order == 0 ? Outcome.SAME : Outcome.OLDER;
  }

  void write(Journal journal) {
    if (!changes.isEmpty() || !receipts.isEmpty()) {
      journal.write(
          new Journal.Entry(
              List.of(), changes, List.copyOf(receipts.values()), numbers.last(), tally));
    }
  }

  /** Lets the changes be seen, and the writers go on. */
  void publish() {
    records.apply(changes, senders, tally);
    lastReceipts.putAll(receipts);
    for (var i = 0; i < offers.size(); i++) {
      var offer = offers.get(i);
      var candidate = offer.candidate();
      var sender = offer.sender();
      if (candidate != null && sender != null && outcomes.get(i) == Outcome.SAME) {
        records.known(candidate, sender);
      }
      offer.succeed(outcomes.get(i));
    }
  }

  void fail(StoreUnavailableException reason) {
    offers.forEach(offer -> offer.fail(reason));
  }
}
