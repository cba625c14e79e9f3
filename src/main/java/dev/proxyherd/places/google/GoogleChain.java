package dev.proxyherd.places.google;

import dev.proxyherd.places.Places;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;

/** The way of a question to Google, in one place. */
final class GoogleChain {
  private GoogleChain() {}

  /**
   * Puts the steps one in front of the other.
   *
   * @param status what is to be seen of it from outside
   * @param file where the budget is kept
   * @param ledger where it is kept for all processes of the member; null where it is one
   */
  static Places places(
      GoogleSettings settings,
      WebClient client,
      GoogleStatus status,
      InstantSource clock,
      BudgetFile file,
      @Nullable BudgetLedger ledger) {
    var calls = settings.calls();
    var counts = status.counts();
    var budget = new Budget(calls.budget(), calls.zone(), clock, file, ledger);
    var breaker = new Breaker(calls.breaker(), clock);
    // From Google outwards: the last line is what a question meets first.
    Asker tried = new OneTry(settings, client, counts, clock);
    Asker paid = new WithinBudget(tried, budget);
    Asker guarded = new BehindBreaker(paid, breaker);
    Asker retried =
        new Retrying(
            guarded, calls.retries(), RandomGenerator.getDefault(), Retrying::pause, counts);
    var turns = new InTurn(retried, settings.connections(), calls.maxWaiting());
    Asker refused = new AtOnce(turns, budget, breaker);
    Asker shared = new Shared(refused, counts);
    Asker cached =
        calls.cache().isZero()
            ? shared
            : new Cached(shared, calls.cache(), calls.cacheSize(), System::nanoTime, counts);
    status.watch(new GoogleStatus.Guards(breaker, budget, turns));
    return new GooglePlaces(
        cached,
        settings.timeout(),
        calls.responseTimeout(),
        counts,
        new TroubleLog(System::nanoTime));
  }
}
