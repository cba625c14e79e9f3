package dev.proxyherd.ops;

import dev.proxyherd.location.Change;
import dev.proxyherd.location.ChangeFeed;
import dev.proxyherd.location.LocationStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * The store's change feed, a page at a time, for readers that say each time how far they are.
 *
 * <p>To open a feed far behind the last change is a long way to go. So the feed of a reader that
 * has more to read is kept for its next page. An open feed costs each change a little, and is
 * closed when its reader does not come back; whoever has read everything leaves none open.
 */
final class ChangePages {
  /** No member's name: what is left out of a feed is what its receiver has sent. */
  private static final String NOBODY = "";

  private static final int MAX_KEPT = 4;

  private final LocationStore store;
  private final Scheduler scheduler;
  private final Duration patience;

  /** By position, the eldest first; guarded by itself. */
  private final SequencedMap<Long, ChangeFeed> kept = new LinkedHashMap<>();

  /**
   * @param scheduler for closing feeds
   * @param patience how long a feed is kept for the next page
   */
  ChangePages(LocationStore store, Scheduler scheduler, Duration patience) {
    this.store = store;
    this.scheduler = scheduler;
    this.patience = patience;
  }

  /**
   * Some changes.
   *
   * @param position the number up to which the feed has been read: where the next page begins
   * @param changes in the order of their numbers, a client once
   */
  record Page(long position, List<Change> changes) {}

  /**
   * The first changes behind a number. The page is empty when there are none, and when what there
   * was is held no more: then its position has moved.
   */
  Page after(long number, int max) {
    if (store.lastChange() <= number) {
      return new Page(number, List.of());
    }
    var feed = take(number);
    var changes = feed.next(max);
    var page = new Page(feed.position(), changes);
    if (store.lastChange() <= page.position()) {
      feed.close();
    } else {
      keep(page.position(), feed);
    }
    return page;
  }

  /** How many feeds are open, waiting for their readers. */
  int open() {
    synchronized (kept) {
      return kept.size();
    }
  }

  private ChangeFeed take(long number) {
    ChangeFeed feed;
    synchronized (kept) {
      feed = kept.remove(number);
    }
    return feed == null ? store.feed(number, NOBODY) : feed;
  }

  private void keep(long position, ChangeFeed feed) {
    synchronized (kept) {
      close(kept.put(position, feed)); // two readers at one place: one of them opens another
      if (kept.size() > MAX_KEPT) {
        close(kept.remove(kept.firstEntry().getKey()));
      }
    }
    scheduler.schedule(() -> drop(position, feed), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void drop(long position, ChangeFeed feed) {
    synchronized (kept) {
      if (kept.remove(position, feed)) {
        feed.close();
      }
    }
  }

  private static void close(@Nullable ChangeFeed feed) {
    if (feed != null) {
      feed.close();
    }
  }
}
