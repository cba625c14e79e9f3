package dev.proxyherd.location;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Group commit: what one thread is told in one go is recorded as one, which costs little more than
 * to record one record.
 *
 * <p>A thread that calls {@link #commit} does so again and again, at the end of each go; what it
 * offers waits for that. What any other thread offers is recorded at once.
 */
public final class GroupCommit {
  private static final Log LOG = LogFactory.getLog(GroupCommit.class);

  private final LocationStore store;

  /** Of this store: the members of a test share their threads, or may. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Group> groups = new ThreadLocal<>();

  public GroupCommit(LocationStore store) {
    this.store = store;
  }

  /** What one thread has offered since its last commit. */
  private static final class Group {
    private List<Offer> offers = new ArrayList<>();
    private List<Consumer<Offer>> followers = new ArrayList<>();
  }

  /**
   * Offers a record.
   *
   * @param then called on this thread when it is recorded, or cannot be: {@link Offer#outcome}
   *     tells
   */
  public void offer(Offer offer, Consumer<Offer> then) {
    var group = groups.get();
    if (group == null) {
      store.offer(List.of(offer));
      then.accept(offer);
    } else {
      group.offers.add(offer);
      group.followers.add(then);
    }
  }

  /**
   * Has several records recorded now, whatever waits for a commit, as one. For threads that may
   * wait: they are recorded, or cannot be, on return; {@link Offer#outcome} tells.
   */
  public void offerNow(List<Offer> offers) {
    if (!offers.isEmpty()) {
      store.offer(offers);
    }
  }

  /**
   * Whether there is room for a record besides those that this thread has offered: as {@link
   * LocationStore#hasRoomFor}. Where room is short, they are recorded first, to know.
   */
  public boolean hasRoomFor(ClientLocation candidate) {
    var group = groups.get();
    if (store.hasRoomForNew(group == null ? 1 : group.offers.size() + 1)) {
      return true;
    }
    if (group != null) {
      commit();
    }
    return store.hasRoomFor(candidate);
  }

  /** Has recorded what this thread has offered, and calls back for each, in the order of offers. */
  public void commit() {
    var group = groups.get();
    if (group == null) {
      groups.set(new Group());
    } else if (!group.offers.isEmpty()) {
      // What followers offer is of the next group.
      var offers = group.offers;
      var followers = group.followers;
      group.offers = new ArrayList<>(offers.size());
      group.followers = new ArrayList<>(offers.size());
      try {
        store.offer(offers);
      } finally {
        for (var i = 0; i < offers.size(); i++) {
          follow(followers.get(i), offers.get(i));
        }
      }
    }
  }

  /** Whatever one makes of it, the others are to hear too. */
  private static void follow(Consumer<Offer> follower, Offer offer) {
    try {
      follower.accept(offer);
    } catch (RuntimeException e) {
      LOG.error("After a record was offered", e);
    }
  }
}
