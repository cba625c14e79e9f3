package dev.proxyherd.ops;

import dev.proxyherd.http.WebServer;
import dev.proxyherd.http.stream.StreamSlots;
import dev.proxyherd.http.stream.Streams;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The streams of the web port, and what they have told. */
final class StreamMeters implements MeterBinder {
  private final WebServer server;
  private final Streams streams;
  private final StreamSlots slots;

  StreamMeters(WebServer server, Streams streams, StreamSlots slots) {
    this.server = server;
    this.streams = streams;
    this.slots = slots;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("herd.streams.open", slots, StreamSlots::open)
        .description("Streams that are open")
        .register(registry);
    Gauge.builder("herd.streams.max", slots, StreamSlots::max)
        .description("How many may be open at once")
        .register(registry);
    Gauge.builder("herd.streams.inside", streams, Streams::inside)
        .description("Clients that streams remember as inside their areas")
        .register(registry);
    FunctionCounter.builder("herd.streams.events", streams, Streams::told)
        .description("Events that streams have told of clients")
        .register(registry);
    FunctionCounter.builder("herd.streams.bytes", streams, Streams::bytes)
        .description("What streams have written")
        .baseUnit("bytes")
        .register(registry);
    FunctionCounter.builder("herd.streams.behind", streams, Streams::behind)
        .description("How often a reader was too slow for the common pace")
        .register(registry);
    if (!server.isWanted()) {
      return; // then there is no such port, of which the other limits would have to be told too
    }
    FunctionCounter.builder("herd.limits.hit", slots, StreamSlots::refused)
        .tags("port", "web", "limit", "too_many_streams")
        .description("How often a limit was hit")
        .register(registry);
    FunctionCounter.builder("herd.limits.hit", streams, Streams::endedInside)
        .tags("port", "web", "limit", "too_many_inside")
        .description("How often a limit was hit")
        .register(registry);
  }
}
