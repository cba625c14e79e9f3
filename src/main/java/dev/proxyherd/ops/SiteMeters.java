package dev.proxyherd.ops;

import dev.proxyherd.site.EngineCall;
import dev.proxyherd.site.EngineCounts;
import dev.proxyherd.site.SiteStatus;
import dev.proxyherd.site.SiteStatus.Snapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** How a replica gets on with its engine and with the other replicas. */
final class SiteMeters implements MeterBinder {
  private final SiteStatus site;

  SiteMeters(SiteStatus site) {
    this.site = site;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var call : EngineCall.values()) {
      for (var outcome : EngineCall.Outcome.values()) {
        FunctionTimer.builder(
                "herd.engine.calls",
                site,
                status -> status.counts().calls(call, outcome),
                status -> status.counts().nanos(call, outcome),
                TimeUnit.NANOSECONDS)
            .tags("call", call.label(), "outcome", outcome.label())
            .description("Calls of the engine, with the attempts to mend what was wrong")
            .register(registry);
      }
    }
    bindUpdates(registry);
    bindEngine(registry);
    bindChanges(registry);
  }

  private void bindUpdates(MeterRegistry registry) {
    for (var size = 0; size < EngineCounts.SIZES.size(); size++) {
      var index = size;
      FunctionCounter.builder("herd.engine.offers", site, one -> one.counts().offers(index))
          .tag("updates", EngineCounts.SIZES.get(index).toString())
          .description("Calls that carry updates, by how many at most")
          .register(registry);
    }
    FunctionCounter.builder("herd.engine.updates", site, one -> one.counts().updates())
        .description("Updates that have gone to the engine")
        .register(registry);
    FunctionCounter.builder(
            "herd.engine.updates.refused", site, one -> one.counts().updatesRefused())
        .description("Updates that were refused because of the engine")
        .register(registry);
  }

  private void bindEngine(MeterRegistry registry) {
    gauge(registry, "herd.engine.primaries", Snapshot::primaries, "Servers that have records");
    gauge(registry, "herd.engine.buckets", Snapshot::buckets, "Parts that the records are in");
    gauge(
        registry,
        "herd.engine.buckets.in.trouble",
        Snapshot::bucketsInTrouble,
        "Parts of which the last call has failed");
    counter(
        registry,
        "herd.engine.fail.overs",
        Snapshot::failOvers,
        "How often records came to another server, or one that has begun anew");
  }

  private void bindChanges(MeterRegistry registry) {
    gauge(registry, "herd.engine.feeds", Snapshot::feeds, "Readers of changes at this replica");
    counter(
        registry,
        "herd.engine.feed.gaps",
        Snapshot::gaps,
        "Changes that a reader was told of, and that had to be read");
    counter(
        registry, "herd.engine.news.told", Snapshot::told, "Changes told to the other replicas");
    counter(registry, "herd.engine.news.heard", Snapshot::heard, "Changes told by other replicas");
    gauge(
        registry,
        "herd.engine.follower.behind.seconds",
        Snapshot::followerBehindSeconds,
        "How far this replica's own copy of all records is behind");
  }

  private void counter(
      MeterRegistry registry, String name, ToDoubleFunction<Snapshot> value, String description) {
    FunctionCounter.builder(name, site, one -> value.applyAsDouble(one.snapshot()))
        .description(description)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, ToDoubleFunction<Snapshot> value, String description) {
    Gauge.builder(name, site, one -> value.applyAsDouble(one.snapshot()))
        .strongReference(true)
        .description(description)
        .register(registry);
  }
}
