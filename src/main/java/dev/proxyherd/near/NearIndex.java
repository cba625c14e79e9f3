package dev.proxyherd.near;

import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.PositionFeed;
import dev.proxyherd.location.Positions;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds the clients that are near a point. May be asked from any thread, and may take a while.
 *
 * <p>Updates do nothing for it. A question takes in first what has changed since the last one, a
 * client that moved a hundred times once. The first question builds the index, and until then there
 * is none.
 */
public final class NearIndex {
  /** How many clients a question may ask for. */
  public static final int MAX_BOUND = 1000;

  private static final Log LOG = LogFactory.getLog(NearIndex.class);

  /** Beyond this, changes that have not been taken in are not counted: counting has its price. */
  private static final int MAX_BEHIND = 10_000;

  /** So many clients that are gone may be in the index, besides a quarter of those that are not. */
  private static final int MAX_GONE = 1024;

  private final LocationStore store;
  private final int maxLooks;
  private final NearTimes times = new NearTimes();
  private final LongAdder cut = new LongAdder();

  /** Guards all that follows. Whoever asks takes in, and looks, alone. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Positions positions = new Positions();
  private volatile @Nullable Following following;
  private volatile int clients;

  /** The index as of a place in the store's changes. */
  private record Following(PositionFeed feed, CellTree cells) {}

  public NearIndex(LocationStore store) {
    this(store, Search.MAX_LOOKS);
  }

  /**
   * With another limit, so that a test needs no great crowd.
   *
   * @param maxLooks how many records and cells are looked at for a question
   */
  NearIndex(LocationStore store, int maxLooks) {
    this.store = store;
    this.maxLooks = maxLooks;
  }

  /**
   * The clients near a point, nearest first, and by name where they are equally near. All counts
   * that was recorded before the question; what changes meanwhile may. Blocks: not for an event
   * loop.
   *
   * <p>Where tens of thousands are about equally near, it is not said which of them are found.
   *
   * @param radiusMetres how far away they may be, from 0; half the earth's circumference is all
   * @param bound at most how many, 1 to {@link #MAX_BOUND}
   */
  public List<NearClient> near(Coordinates center, double radiusMetres, int bound) {
    if (!(radiusMetres >= 0) || bound < 1 || bound > MAX_BOUND) {
      throw new IllegalArgumentException("%d within %f metres".formatted(bound, radiusMetres));
    }
    lock.lock();
    try {
      var index = caughtUp();
      return look(
          index, new Search(center, radiusMetres, bound, id -> index.feed.find(id).orElse(null)));
    } catch (RuntimeException | Error e) {
      // What was read of the feed may not be in the index: it is built anew.
      drop();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private List<NearClient> look(Following index, Search search) {
    var begun = System.nanoTime();
    var found = search.run(index.cells.root(), maxLooks);
    search.gone().forEach(index.cells::remove);
    if (search.hasMore()) {
      if (cut.sum() == 0) {
        LOG.warn(
            "A question was answered with what was found among %d records and cells: very many clients are at one spot. Meters count these questions."
                .formatted(search.looks()));
      }
      cut.increment();
    }
    times.searched(begun, search.looks());
    return found;
  }

  /** Takes in what has changed; builds the index where there is none, or too much of it is gone. */
  private Following caughtUp() {
    var begun = System.nanoTime();
    var index = following == null ? follow() : following;
    var changes = catchUp(index);
    if (index.cells.size() > store.size() + store.size() / 4 + MAX_GONE) {
      drop();
      index = follow();
      changes += catchUp(index);
    }
    clients = index.cells.size();
    times.caughtUp(begun, changes);
    return index;
  }

  private Following follow() {
    var feed = store.positions();
    var begun =
        new Following(
            feed,
            new CellTree(
                store.size(), id -> feed.find(id).map(NearIndex::coordinates).orElse(null)));
    following = begun;
    return begun;
  }

  private void drop() {
    var index = following;
    following = null;
    clients = 0;
    if (index != null) {
      index.feed.close();
    }
  }

  /**
   * Reads to the end of the feed. Up to a place that it had before would not do, since a client
   * that moves again moves behind it. Where writers are faster than this for so long that all
   * clients could have been read twice, it is left at that.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private long catchUp(Following index) {
    var changes = 0L;
    var enough = 2L * store.size() + MAX_BEHIND;
    for (var more = true; more && changes < enough; ) {
      more = index.feed.next(positions);
      for (var i = 0; i < positions.size(); i++) {
        if (positions.isGone(i)) {
          index.cells.remove(positions.id(i));
        } else {
          index.cells.put(positions.id(i), positions.latitude(i), positions.longitude(i));
        }
      }
      changes += positions.size();
      if (more) {
        Thread.yield(); // so that a million clients do not hold up all other virtual threads
      }
    }
    return changes;
  }

  static Coordinates coordinates(ClientLocation location) {
    return Coordinates.parse(location.location())
        .orElseThrow(() -> new IllegalStateException("stored without a location: " + location));
  }

  /** How many clients are in the index; 0 before the first question. */
  public int clients() {
    return clients;
  }

  /**
   * How many changes the next question will take in, up to 10,000; 0 where nobody has asked yet.
   */
  public int behind() {
    var index = following;
    return index == null ? 0 : store.countAfter(index.feed.position(), MAX_BEHIND);
  }

  /** How many questions were answered with what was found until then: too many were too near. */
  public long cut() {
    return cut.sum();
  }

  public NearTimes times() {
    return times;
  }
}
