package dev.proxyherd.site;

import dev.proxyherd.location.Offer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The way of offers into one bucket. One that comes alone goes at once; what comes while a call is
 * under way shares the next one, so that calls grow with the load and nobody waits for company.
 */
final class BucketWriter {
  /** A call holds up its server for so long as it takes: some 300 µs with so many. */
  static final int MAX_CALL = 64;

  /** Makes a call, and calls {@link #ended} when it has its reply. */
  interface Caller {
    void call(int bucket, List<Waiting> offers);
  }

  /** An offer, and who waits for it together with others. */
  record Waiting(Offer offer, OfferGroup group) {}

  private final int bucket;
  private final Caller caller;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private boolean underWay;

  BucketWriter(int bucket, Caller caller) {
    this.bucket = bucket;
    this.caller = caller;
  }

  void add(List<Waiting> offers) {
    List<Waiting> call;
    synchronized (this) {
      waiting.addAll(offers);
      call = underWay ? null : next();
    }
    send(call);
  }

  /** The call that was under way has been dealt with. */
  void ended() {
    List<Waiting> call;
    synchronized (this) {
      call = next();
    }
    send(call);
  }

  /**
   * As {@link #ended}; it has failed, and what waits would wait for as long, one after the other.
   */
  List<Waiting> failed() {
    synchronized (this) {
      underWay = false;
      var all = List.copyOf(waiting);
      waiting.clear();
      return all;
    }
  }

  private @Nullable List<Waiting> next() {
    underWay = !waiting.isEmpty();
    if (!underWay) {
      return null;
    }
    var call = new ArrayList<Waiting>(Math.min(waiting.size(), MAX_CALL));
    while (call.size() < MAX_CALL && !waiting.isEmpty()) {
      call.add(waiting.remove());
    }
    return call;
  }

  private void send(@Nullable List<Waiting> call) {
    if (call != null) {
      caller.call(bucket, call);
    }
  }
}
