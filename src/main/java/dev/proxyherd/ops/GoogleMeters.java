package dev.proxyherd.ops;

import dev.proxyherd.places.google.BreakerState;
import dev.proxyherd.places.google.GoogleStatus;
import dev.proxyherd.places.google.Outcome;
import dev.proxyherd.places.google.PriceClass;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** What calls of Google cost, and how they go. All of 0 or NaN where Google is not asked. */
final class GoogleMeters implements MeterBinder {
  private final GoogleStatus google;

  GoogleMeters(GoogleStatus google) {
    this.google = google;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var outcome : Outcome.values()) {
      counter("herd.places.google.questions", status -> status.counts().questions(outcome))
          .tag("outcome", outcome.label())
          .description("Questions of clients, also those that led to no call of their own")
          .register(registry);
      if (outcome.isCall()) {
        bindCalls(registry, outcome);
      }
    }
    saved(registry, "shared", status -> status.counts().questionsShared());
    saved(registry, "cache", status -> status.counts().questionsCached());
    counter("herd.places.google.retries", status -> status.counts().retries())
        .description("Calls that were not the first of their question")
        .register(registry);
    counter("herd.places.fall.backs", GoogleStatus::fallBacks)
        .description("Answers of the gazetteer in place of Google")
        .register(registry);
    bindGuards(registry);
  }

  private void bindCalls(MeterRegistry registry, Outcome outcome) {
    for (var price : PriceClass.values()) {
      counter("herd.places.google.calls", status -> status.counts().calls(price, outcome))
          .tags("price", price.label(), "outcome", outcome.label())
          .description("Calls of Google, retries among them")
          .register(registry);
    }
  }

  private void saved(MeterRegistry registry, String by, ToDoubleFunction<GoogleStatus> count) {
    counter("herd.places.google.calls.saved", count)
        .tag("by", by)
        .description("Questions that needed no call of their own")
        .register(registry);
  }

  private void bindGuards(MeterRegistry registry) {
    for (var state : BreakerState.values()) {
      gauge("herd.places.google.breaker", now -> now.breaker() == state ? 1 : 0)
          .tag("state", state.label())
          .description("1 for the state that the circuit breaker is in")
          .register(registry);
      counter("herd.places.google.breaker.transitions", status -> status.transitions(state))
          .tag("to", state.label())
          .description("How often the circuit breaker came into the state")
          .register(registry);
    }
    gauge("herd.places.google.calls.under.way", GoogleStatus.Snapshot::underWay)
        .description("Calls at this moment")
        .register(registry);
    gauge("herd.places.google.questions.waiting", GoogleStatus.Snapshot::waiting)
        .description("Questions that wait for their turn")
        .register(registry);
    budget(registry, "minute", GoogleStatus.Snapshot::inMinute, GoogleStatus.Snapshot::perMinute);
    budget(registry, "day", GoogleStatus.Snapshot::inDay, GoogleStatus.Snapshot::perDay);
  }

  private void budget(
      MeterRegistry registry,
      String per,
      ToDoubleFunction<GoogleStatus.Snapshot> used,
      ToDoubleFunction<GoogleStatus.Snapshot> max) {
    gauge("herd.places.google.budget.used", used)
        .tag("per", per)
        .description("Calls that are spent")
        .register(registry);
    gauge("herd.places.google.budget.max", now -> unlessUnbounded(max.applyAsDouble(now)))
        .tag("per", per)
        .description("Calls that may be made")
        .register(registry);
  }

  private static double unlessUnbounded(double max) {
    return max < 0 ? Double.NaN : max;
  }

  private FunctionCounter.Builder<GoogleStatus> counter(
      String name, ToDoubleFunction<GoogleStatus> count) {
    return FunctionCounter.builder(name, google, count);
  }

  private Gauge.Builder<GoogleStatus> gauge(
      String name, ToDoubleFunction<GoogleStatus.Snapshot> value) {
    return Gauge.builder(
            name, google, status -> status.snapshot().map(value::applyAsDouble).orElse(Double.NaN))
        .strongReference(true);
  }
}
