package dev.proxyherd.ops;

import dev.proxyherd.near.NearIndex;
import dev.proxyherd.near.NearTimes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** The index of where clients are, and what questions have cost. */
final class NearMeters implements MeterBinder {
  private final NearIndex index;
  private final NearTimes times;

  NearMeters(NearIndex index) {
    this.index = index;
    this.times = index.times();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("herd.near.clients", index, NearIndex::clients)
        .description("Clients in the index of where clients are")
        .register(registry);
    Gauge.builder("herd.near.behind", index, NearIndex::behind)
        .description("Changes that the next question will take into it")
        .register(registry);
    timer("herd.near.catch.up", NearTimes::catchUpNanos)
        .description("How long questions took to take in changes")
        .register(registry);
    timer("herd.near.search", NearTimes::searchNanos)
        .description("How long questions took then to look")
        .register(registry);
    FunctionCounter.builder("herd.near.changes", times, NearTimes::changes)
        .description("Changes that questions have taken into the index")
        .register(registry);
    FunctionCounter.builder("herd.near.looks", times, NearTimes::looks)
        .description("Records and cells that questions looked at")
        .register(registry);
    FunctionCounter.builder("herd.near.cut", index, NearIndex::cut)
        .description("Questions that ended at the limit of looks")
        .register(registry);
  }

  private FunctionTimer.Builder<NearTimes> timer(String name, ToLongFunction<NearTimes> nanos) {
    return FunctionTimer.builder(
        name, times, NearTimes::questions, nanos::applyAsLong, TimeUnit.NANOSECONDS);
  }
}
