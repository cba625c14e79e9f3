package dev.proxyherd.places.google;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of questions to Google, and what they cost. */
public final class GoogleCounts {
  private final ConcurrentMap<Call, LongAdder> calls = new ConcurrentHashMap<>();
  private final ConcurrentMap<Outcome, LongAdder> questions = new ConcurrentHashMap<>();
  private final LongAdder shared = new LongAdder();
  private final LongAdder cached = new LongAdder();
  private final LongAdder retried = new LongAdder();

  private record Call(PriceClass price, Outcome outcome) {}

  GoogleCounts() {}

  void called(PriceClass price, Outcome outcome) {
    adder(calls, new Call(price, outcome)).increment();
  }

  void questioned(Outcome outcome) {
    adder(questions, outcome).increment();
  }

  private static <K> LongAdder adder(ConcurrentMap<K, LongAdder> adders, K key) {
    return adders.computeIfAbsent(key, _ -> new LongAdder());
  }

  void shared() {
    shared.increment();
  }

  void cached() {
    cached.increment();
  }

  void retried() {
    retried.increment();
  }

  /** Calls that were tried, each with its retries. */
  public long calls(PriceClass price, Outcome outcome) {
    return adder(calls, new Call(price, outcome)).sum();
  }

  /** Questions of clients, by what became of them, also without a call. */
  public long questions(Outcome outcome) {
    return adder(questions, outcome).sum();
  }

  /** Questions that had the answer of another's call. */
  public long questionsShared() {
    return shared.sum();
  }

  /** Questions that had an answer out of the cache. */
  public long questionsCached() {
    return cached.sum();
  }

  /** Tries that were not the first of their question. */
  public long retries() {
    return retried.sum();
  }
}
