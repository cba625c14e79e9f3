package dev.proxyherd.location;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: what one thread is told in one go is recorded as one, which costs little more than
 * to record one record.
 *
 * <p>A thread that calls {@link #commit} or {@link #commitLater} does so again and again, at the
 * end of each go; what it offers waits for that. What any other thread offers is recorded at once.
 */
public final class GroupCommit {
  private static final Log LOG = LogFactory.getLog(GroupCommit.class);

  private final LocationStore store;
  private final boolean waits;

  /** Of this store: the members of a test share their threads, or may. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Gathering> gatherings = new ThreadLocal<>();

  public GroupCommit(LocationStore store) {
    this.store = store;
    this.waits = store.waits();
  }

  /** What one thread has offered since its last commit. */
  private static final class Gathering {
    private Group group = new Group(new ArrayList<>(), new ArrayList<>());
  }

  /** Offers, and who is to hear of each. */
  private record Group(List<Offer> offers, List<Consumer<Offer>> followers) {
    void add(Offer offer, Consumer<Offer> follower) {
      offers.add(offer);
      followers.add(follower);
    }

    void addBehind(Runnable then) {
      var last = followers.removeLast();
      followers.add(
          offer -> {
            tell(last, offer);
            then.run();
          });
    }

    void tellAll() {
      for (var i = 0; i < offers.size(); i++) {
        tell(followers.get(i), offers.get(i));
      }
    }

    /** Whatever one makes of it, the others are to hear too. */
    private static void tell(Consumer<Offer> follower, Offer offer) {
      try {
        follower.accept(offer);
      } catch (RuntimeException e) {
        LOG.error("After a record was offered", e);
      }
    }
  }

  /**
   * Whether to record takes long, so that whoever may not wait calls {@link #commitLater} in place
   * of {@link #commit}: see {@link LocationStore#waits}.
   */
  public boolean waits() {
    return waits;
  }

  /**
   * Offers a record.
   *
   * @param then called on this thread when it is recorded, or cannot be: {@link Offer#outcome}
   *     tells
   */
  public void offer(Offer offer, Consumer<Offer> then) {
    var gathering = gatherings.get();
    if (gathering == null) {
      store.offer(List.of(offer));
      then.accept(offer);
    } else {
      gathering.group.add(offer, then);
    }
  }

  /** Calls back behind all that this thread has offered: at once, where that is nothing. */
  public void follow(Runnable then) {
    var gathering = gatherings.get();
    if (gathering == null || gathering.group.offers.isEmpty()) {
      then.run();
    } else {
      gathering.group.addBehind(then);
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
   * LocationStore#hasRoomFor}. Where room is short, they are recorded first, to know; unless that
   * would take long: then it may be exceeded by what is gathered.
   */
  public boolean hasRoomFor(ClientLocation candidate) {
    var gathering = gatherings.get();
    if (store.hasRoomForNew(gathering == null ? 1 : gathering.group.offers.size() + 1)) {
      return true;
    }
    if (gathering != null && !waits) {
      commit();
    }
    return store.hasRoomFor(candidate);
  }

  /** Has recorded what this thread has offered, and calls back for each, in the order of offers. */
  public void commit() {
    var group = take();
    if (group != null) {
      try {
        store.offer(group.offers);
      } finally {
        group.tellAll();
      }
    }
  }

  /**
   * The same without waiting: hands over what this thread has offered, and returns.
   *
   * @param thread runs on this thread what it is given: the callbacks, when all is recorded
   * @param then called behind these
   * @return whether there was anything; otherwise nobody is called
   */
  public boolean commitLater(Executor thread, Runnable then) {
    var group = take();
    if (group == null) {
      return false;
    }
    var _ =
        offerLater(group.offers)
            .whenComplete(
                (_, failure) ->
                    thread.execute(
                        () -> {
                          if (failure != null) {
                            giveUp(group.offers, failure);
                          }
                          group.tellAll();
                          then.run();
                        }));
    return true;
  }

  private CompletionStage<Void> offerLater(List<Offer> offers) {
    try {
      return store.offerLater(offers);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static void giveUp(List<Offer> offers, Throwable failure) {
    var reason = new StoreUnavailableException("cannot record: " + failure.getMessage(), failure);
    offers.forEach(offer -> offer.fail(reason));
  }

  /** What this thread has offered, where that is anything; what it offers now is of the next. */
  private @Nullable Group take() {
    var gathering = gatherings.get();
    if (gathering == null) {
      gatherings.set(new Gathering());
      return null;
    }
    var group = gathering.group;
    var offers = group.offers.size();
    if (offers == 0) {
      return null;
    }
    gathering.group = new Group(new ArrayList<>(offers), new ArrayList<>(offers));
    return group;
  }
}
