package dev.proxyherd.ops;

import dev.proxyherd.places.gazetteer.Gazetteer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How many places the gazetteer has, and whether the file that they are in is a good one. */
final class GazetteerMeters implements MeterBinder {
  private final Gazetteer gazetteer;

  GazetteerMeters(Gazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("herd.gazetteer.places", gazetteer, Gazetteer::size)
        .description("Places that the gazetteer knows")
        .register(registry);
    Gauge.builder("herd.gazetteer.trouble", gazetteer, one -> one.trouble().isPresent() ? 1 : 0)
        .description("Whether the latest file of places was refused, or cannot be read any more")
        .register(registry);
    FunctionCounter.builder("herd.gazetteer.files.refused", gazetteer, Gazetteer::refused)
        .description("Files of places that were refused")
        .register(registry);
  }
}
