package dev.proxyherd.site;

import dev.proxyherd.location.Backlog;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ChangeFeed;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Digest;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.Offer;
import dev.proxyherd.location.PositionFeed;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.Retention;
import dev.proxyherd.location.Retention.Cutoff;
import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.location.Timestamps;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A site's records, in the engine. This replica holds none of them: what it knows is how the
 * buckets stand, and what its feeds are about to return.
 */
final class RedisStore implements LocationStore {
  private final Buckets buckets;
  private final Feeds feeds;
  private final Receipts receipts;
  private final InstantSource clock;
  private final Retention retention;
  private final Site site;
  private final LongAdder expired = new LongAdder();
  private @Nullable Cutoff swept;

  RedisStore(
      Buckets buckets,
      Feeds feeds,
      Receipts receipts,
      InstantSource clock,
      Retention retention,
      Site site) {
    this.buckets = buckets;
    this.feeds = feeds;
    this.receipts = receipts;
    this.clock = clock;
    this.retention = retention;
    this.site = site;
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public Outcome offer(ClientLocation candidate, @Nullable Receipt receipt) {
    var offer = new Offer(candidate, receipt);
    offer(List.of(offer));
    return offer.outcome();
  }

  @Override
  public void offer(List<Offer> offers) {
    offerLater(offers).toCompletableFuture().join();
  }

  @Override
  public CompletionStage<Void> offerLater(List<Offer> offers) {
    var tokens = receipts.tokens(offers);
    return buckets.offer(offers).thenRun(() -> receipts.take(offers, tokens));
  }

  @Override
  public Optional<ClientLocation> find(ByteString client) {
    return buckets.find(client).filter(held -> !held.isForgotten());
  }

  /** A neighbour's always is: the engine's own memory is what bounds a site. */
  @Override
  public boolean hasRoomFor(ClientLocation candidate) {
    return true;
  }

  @Override
  public boolean hasRoomForNew(int clients) {
    return true;
  }

  @Override
  public void receive(Receipt receipt) {
    receipts.receive(receipt);
  }

  @Override
  public Optional<Receipt> lastReceipt(String sender) {
    return receipts.last(sender);
  }

  @Override
  public Optional<String> trouble() {
    return buckets.trouble();
  }

  /** What a fail-over takes with it, the neighbours are asked for. */
  @Override
  public Optional<String> loss() {
    return Optional.empty();
  }

  @Override
  public int size() {
    return (int) Math.min(Integer.MAX_VALUE, buckets.tally().clients());
  }

  @Override
  public long forgotten() {
    return buckets.tally().forgotten();
  }

  /** Of this process's heap. */
  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public Digest digest() {
    var tally = buckets.tally();
    return new Digest(tally.clients(), tally.hash());
  }

  /** Every replica does: what another has dropped is gone. */
  @Override
  public synchronized void sweep() {
    var next = retention.cutoff(Timestamps.now(clock));
    if (!next.equals(swept)) {
      buckets.moveCutoff(next);
      feeds.drop(next);
      if (next.concerns(buckets.tally())) {
        buckets.sweep(expired);
      }
      swept = next;
    }
  }

  @Override
  public long expired() {
    return expired.sum();
  }

  @Override
  public String epoch() {
    return site.epoch();
  }

  @Override
  public long lastChange() {
    return buckets.lastChange();
  }

  /**
   * That the store was put back is not told from the numbers that neighbours name, since replicas
   * come and go while others number changes: a site asks its neighbours after each fail-over.
   */
  @Override
  public long openedAt() {
    return Long.MAX_VALUE;
  }

  /** Numbers are at least the engine's clock: see {@link #openedAt}. */
  @Override
  public void skipTo(long number) {}

  @Override
  public ChangeFeed feed(long after, String receiver) {
    return feeds.open(after, receiver);
  }

  @Override
  public PositionFeed positions() {
    throw new StoreUnavailableException(
        "this replica does not follow its site: herd.store.redis.follow is false");
  }

  @Override
  public Backlog backlog(long number, int limit) {
    return feeds.backlog(number, limit);
  }

  @Override
  public void onChange(Runnable listener) {
    feeds.onChange(listener);
  }
}
