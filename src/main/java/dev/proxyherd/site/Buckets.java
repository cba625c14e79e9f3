package dev.proxyherd.site;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.Offer;
import dev.proxyherd.location.Retention;
import dev.proxyherd.location.Retention.Cutoff;
import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.location.Tally;
import dev.proxyherd.location.Timestamps;
import dev.proxyherd.site.BucketWriter.Waiting;
import dev.proxyherd.site.Replies.Page;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts that a site's records are kept in, each of which is on one of the engine's servers. */
final class Buckets {
  /** Told of what this replica has recorded, on a thread on which nobody may wait. */
  interface Listener {
    void recorded(List<News> news);

    /** A neighbour has sent what is held. */
    void known(String neighbour, ClientLocation location);
  }

  private final Engine engine;
  private final Keys keys;
  private final Capacity capacity;
  private final BucketState[] states;
  private final BucketWriter[] writers;
  private final LongAccumulator lastChange = new LongAccumulator(Math::max, 0);
  private final LongAdder clients = new LongAdder();
  private final Function<Offer, String> origin;
  private @Nullable Listener listener;

  /** Moves when a sweep begins, so that what is decided on is held against one and the same. */
  private volatile Cutoff cutoff;

  /**
   * @param origin the neighbour that an offer comes from, and that is known to have it; empty for
   *     none
   */
  Buckets(
      Engine engine,
      Keys keys,
      InstantSource clock,
      Retention retention,
      Capacity capacity,
      Function<Offer, String> origin) {
    this.origin = origin;
    this.engine = engine;
    this.keys = keys;
    cutoff = retention.cutoff(Timestamps.now(clock));
    this.capacity = capacity;
    states = new BucketState[keys.buckets()];
    writers = new BucketWriter[keys.buckets()];
    for (var bucket = 0; bucket < keys.buckets(); bucket++) {
      states[bucket] = new BucketState();
      writers[bucket] = new BucketWriter(bucket, this::call);
    }
  }

  int count() {
    return states.length;
  }

  Keys keys() {
    return keys;
  }

  void listen(Listener whoever) {
    listener = whoever;
  }

  private Listener listener() {
    return Objects.requireNonNull(listener, "nobody listens yet");
  }

  /** Takes offers, each to its bucket. */
  CompletableFuture<Void> offer(List<Offer> offers) {
    if (offers.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    var group = new OfferGroup(offers.size());
    var byBucket = new HashMap<Integer, List<Waiting>>();
    for (var offer : offers) {
      var candidate = offer.candidate();
      if (candidate == null) {
        offer.finish(Outcome.SAME);
        group.ended();
      } else {
        byBucket
            .computeIfAbsent(keys.bucket(candidate.client()), _ -> new ArrayList<>())
            .add(new Waiting(offer, group));
      }
    }
    byBucket.forEach((bucket, waiting) -> writers[bucket].add(waiting));
    return group.done();
  }

  private void call(int bucket, List<Waiting> calling) {
    var candidates = calling.stream().map(waiting -> candidate(waiting.offer())).toList();
    engine.counts().offered(calling.size());
    var room = Math.max(0, capacity.maxClients() - clients.sum());
    var _ =
        engine
            .record(Functions.OFFER, keys.bucket(bucket), Functions.offer(room, candidates))
            .whenComplete(
                (reply, failure) -> {
                  if (failure == null) {
                    recorded(bucket, calling, candidates, reply);
                  } else {
                    failed(bucket, calling, failure);
                  }
                });
  }

  private Candidate candidate(Offer offer) {
    var location = Objects.requireNonNull(offer.candidate());
    var from = origin.apply(offer);
    return new Candidate(location, from, offer.isFromClient(), cutoff.hasPassed(location));
  }

  private void recorded(
      int bucket, List<Waiting> calling, List<Candidate> candidates, List<Object> reply) {
    try {
      var became = Replies.offered(reply);
      var news = new ArrayList<News>();
      var previous = became.before();
      var number = became.first();
      for (var i = 0; i < calling.size(); i++) {
        var outcome = became.outcomes().get(i);
        if (outcome == Outcome.NEWER) {
          var candidate = candidates.get(i);
          var change = new Change(candidate.location(), number);
          news.add(new News(bucket, previous, change, candidate.from()));
          previous = number++;
        } else if (outcome == Outcome.SAME && !candidates.get(i).from().isEmpty()) {
          listener().known(candidates.get(i).from(), candidates.get(i).location());
        }
        calling.get(i).offer().finish(outcome);
      }
      know(bucket, previous, became.tally());
      listener().recorded(news);
    } catch (RuntimeException e) {
      failed(bucket, calling, e);
      return;
    }
    calling.forEach(waiting -> waiting.group().ended());
    writers[bucket].ended();
  }

  private void failed(int bucket, List<Waiting> calling, Throwable failure) {
    var reason = "the engine cannot record: " + Engine.explain(failure);
    states[bucket].fail(reason);
    var unavailable = new StoreUnavailableException(reason, failure);
    var all = new ArrayList<>(calling);
    all.addAll(writers[bucket].failed());
    engine.counts().refused(all.size());
    for (var waiting : all) {
      waiting.offer().fail(unavailable);
      waiting.group().ended();
    }
  }

  /** How a bucket stands. */
  void know(int bucket, long lastNumber, Tally tally) {
    clients.add(states[bucket].know(lastNumber, tally));
    lastChange.accumulate(lastNumber);
  }

  /** The bucket may have lost something. */
  void moved(int bucket) {
    states[bucket].forget();
  }

  /** Those that turned out to have lost all, since this was last asked. */
  BitSet emptied() {
    var emptied = new BitSet();
    for (var bucket = 0; bucket < states.length; bucket++) {
      emptied.set(bucket, states[bucket].wasEmptied());
    }
    return emptied;
  }

  /** What is held of a client; a tombstone too. Waits. */
  Optional<ClientLocation> find(ByteString client) {
    var bucket = keys.bucket(client);
    var value = engine.ask(engine.find(keys.records(bucket), client.toBytes()));
    return Optional.ofNullable(value).map(held -> Held.decode(held).location());
  }

  /** Reads what a bucket holds after a number, and so learns how it stands. */
  CompletableFuture<Page> read(int bucket, long after, int limit) {
    return engine
        .call(Functions.READ, keys.bucket(bucket), Functions.read(after, limit))
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                states[bucket].fail(Engine.silence(failure));
                throw new StoreUnavailableException("bucket " + bucket, failure);
              }
              var page = Replies.page(reply);
              know(bucket, page.last(), page.tally());
              return page;
            });
  }

  /** What this has passed is not taken from now on. */
  void moveCutoff(Cutoff next) {
    cutoff = next;
  }

  /**
   * Drops what the cutoff has passed. Waits.
   *
   * @param dropped counts the records
   * @throws StoreUnavailableException when it could not be done everywhere
   */
  void sweep(LongAdder dropped) {
    new BucketSweep(engine, this, cutoff, dropped).run();
  }

  /** How a bucket stands, after what gave out no number. */
  void know(int bucket, Tally tally) {
    clients.add(states[bucket].know(tally));
  }

  /** What is wrong with a bucket. */
  @Nullable String trouble(int bucket) {
    return states[bucket].trouble();
  }

  Tally tally() {
    var all = Tally.EMPTY;
    for (var state : states) {
      all = all.plus(state.tally());
    }
    return all;
  }

  long lastChange() {
    return lastChange.get();
  }

  int countInTrouble() {
    return (int) Arrays.stream(states).filter(state -> state.trouble() != null).count();
  }

  /** What is wrong, and with how many buckets; empty when the last call of each went well. */
  Optional<String> trouble() {
    var troubled = 0;
    String reason = null;
    for (var state : states) {
      var trouble = state.trouble();
      if (trouble != null) {
        troubled++;
        reason = trouble;
      }
    }
    return reason == null
        ? Optional.empty()
        : Optional.of("%d of %d buckets: %s".formatted(troubled, states.length, reason));
  }
}
