package dev.proxyherd.tcp;

import dev.proxyherd.location.GroupCommit;
import java.util.ArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.commons.logging.LogFactory;

/**
 * What an event loop does between two waits: it reads all connections that are ready, has what they
 * told recorded as one, and then writes to each of them once. One a thread, and used by no other.
 *
 * <p>That is what makes a durable store affordable for clients that wait for every reply: the cost
 * of a write to the journal is shared by all that were ready at the same time. A store that waits
 * for a network has what each connection told recorded by itself, and no turn waits for it.
 */
final class Turn {
  private final Executor executor;
  private final GroupCommit store;
  private final ArrayList<LineConnection> touched = new ArrayList<>();
  private boolean underWay;
  private boolean endIsDue;
  private long number;
  private long commits;

  /**
   * @param executor the thread's own
   */
  Turn(Executor executor, GroupCommit store) {
    this.executor = executor;
    this.store = store;
  }

  /**
   * Has something done on this thread, soon; nothing when it has ended, and all channels with it.
   */
  void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      LogFactory.getLog(Turn.class).debug("after the end of the event loops", e);
    }
  }

  void begin() {
    underWay = true;
  }

  /** Counts turns: what had arrived before one began has been read when the next one ends. */
  long number() {
    return number;
  }

  /** Counts commits, so that a connection knows whether what it told is still to be recorded. */
  long commits() {
    return commits;
  }

  /** The connection has something to be done at the end of this turn. */
  void touch(LineConnection connection) {
    touched.add(connection);
    if (!underWay && !endIsDue) {
      endIsDue = true;
      execute(this::finish); // in a task, after which the thread may wait for the network
    }
  }

  /** Whether what a connection has told is to be recorded by {@link #commitLater}. */
  boolean waits() {
    return store.waits();
  }

  /** Has recorded what was told; then replies to it are due. */
  void commit() {
    if (store.waits()) {
      commitLater(() -> {});
    } else {
      commits++;
      store.commit();
    }
  }

  /**
   * The same without waiting for it.
   *
   * @param then called on this thread when it is recorded, or cannot be, and is answered
   * @return whether there was anything; otherwise nothing is called
   */
  boolean commitLater(Runnable then) {
    commits++;
    return store.commitLater(this::execute, then);
  }

  /** All that was ready has been handled. */
  void end() {
    number++;
    finish();
    underWay = false;
  }

  private void finish() {
    endIsDue = false;
    if (!touched.isEmpty()) {
      commit();
      // Not an iterator: what one has to say may touch another.
      for (var i = 0; i < touched.size(); i++) {
        end(touched.get(i));
      }
      touched.clear();
    }
  }

  private static void end(LineConnection connection) {
    try {
      connection.endTurn();
    } catch (RuntimeException e) {
      LogFactory.getLog(Turn.class).error("At the end of a turn of " + connection, e);
      connection.close();
    }
  }
}
