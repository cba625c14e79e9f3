package dev.proxyherd.site;

import dev.proxyherd.location.Backlog;
import dev.proxyherd.location.ChangeFeed;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.Offer;
import dev.proxyherd.location.Retention.Cutoff;
import dev.proxyherd.site.Replies.Page;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The feeds that are open at this replica, and what reaches them: see {@link SiteFeed}. */
final class Feeds implements SiteFeed.Reader, Buckets.Listener {
  private static final Log LOG = LogFactory.getLog(Feeds.class);

  private final Buckets buckets;
  private final FanOut fanOut;
  private final List<SiteFeed> open = new CopyOnWriteArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Recent recent = new Recent();
  private final LongAdder gaps = new LongAdder();

  /** Those that have moved in the last minute; guarded by the open feeds. */
  private final BitSet lately = new BitSet();

  private long movedAt;
  private final long overlap;
  private final long leeway;
  private volatile Cutoff cutoff;

  /**
   * @param cutoff what it has passed is not returned
   * @param overlap how much a feed reads twice, in microseconds
   * @param leeway how far ahead of what is certain a number may be said; less than the overlap
   */
  Feeds(Buckets buckets, FanOut fanOut, Cutoff cutoff, long overlap, long leeway) {
    this.buckets = buckets;
    this.fanOut = fanOut;
    this.cutoff = cutoff;
    this.overlap = overlap;
    this.leeway = leeway;
    buckets.listen(this);
    fanOut.listen(this::take);
  }

  ChangeFeed open(long after, String receiver) {
    var feed = new SiteFeed(buckets.count(), after, receiver, overlap, leeway, this);
    BitSet moved;
    synchronized (open) {
      open.add(feed);
      fanOut.subscribe();
      moved = isMovedOver() ? new BitSet() : (BitSet) lately.clone();
    }
    feed.goBack(moved);
    feed.refresh();
    return feed;
  }

  int count() {
    return open.size();
  }

  /** How often a change had to be read that a feed had been told of. */
  long gaps() {
    return gaps.sum();
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** This replica has recorded something. */
  @Override
  public void recorded(List<News> news) {
    take(news);
    fanOut.tell(news);
  }

  /** What a replica has recorded, this one or another. */
  void take(List<News> news) {
    if (news.isEmpty()) {
      return;
    }
    for (var one : news) {
      recent.add(one.change());
      for (var feed : open) {
        if (!feed.take(one)) {
          gaps.increment();
        }
      }
    }
    if (open.isEmpty()) {
      changed();
    }
  }

  @Override
  public void known(String neighbour, ClientLocation location) {
    for (var feed : open) {
      if (feed.receiver().equals(neighbour)) {
        feed.known(location);
      }
    }
  }

  /** Reads all buckets, for each feed. */
  void refresh() {
    open.forEach(SiteFeed::refresh);
  }

  /** These may have lost something: also what feeds have passed that are opened from now on. */
  void goBack(BitSet moved) {
    synchronized (open) {
      if (isMovedOver()) {
        lately.clear();
      }
      lately.or(moved);
      movedAt = System.nanoTime();
    }
    open.forEach(feed -> feed.goBack(moved));
  }

  private boolean isMovedOver() {
    return System.nanoTime() - movedAt > TimeUnit.MICROSECONDS.toNanos(SiteFeed.BACK);
  }

  /**
   * Gives these buckets what this replica has heard of lately: a server may have been gone before
   * another had it. Waits.
   *
   * @return whether all of it could be said
   */
  boolean giveBack(BitSet moved) {
    var known = recent.of(client -> moved.get(buckets.keys().bucket(client)));
    var offers = known.stream().map(Offer::new).toList();
    buckets.offer(offers).join();
    var isSaid = offers.stream().allMatch(Receipts::isRecorded);
    if (isSaid) {
      var again = offers.stream().filter(offer -> offer.outcome() == Outcome.NEWER).count();
      if (again > 0) {
        LOG.warn("%d records were lost, and have been given back".formatted(again));
      }
    }
    return isSaid;
  }

  Backlog backlog(long number, int limit) {
    return recent.after(number, limit);
  }

  /** From now on, what this has passed is dropped. */
  void drop(Cutoff passed) {
    cutoff = passed;
    recent.drop(passed);
  }

  @Override
  public boolean isDropped(ClientLocation location) {
    return cutoff.hasPassed(location);
  }

  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public CompletionStage<Page> read(int bucket, long after, int limit) {
    return buckets.read(bucket, after, limit);
  }

  @Override
  public void changed() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public void closed(SiteFeed feed) {
    synchronized (open) {
      open.remove(feed);
      if (open.isEmpty()) {
        fanOut.unsubscribe();
      }
    }
  }
}
