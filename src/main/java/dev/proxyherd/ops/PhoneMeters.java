package dev.proxyherd.ops;

import dev.proxyherd.http.phones.App;
import dev.proxyherd.http.phones.LeftOut;
import dev.proxyherd.http.phones.PhoneCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What phones' apps have sent in vain. */
final class PhoneMeters implements MeterBinder {
  private final PhoneCounts counts;

  PhoneMeters(PhoneCounts counts) {
    this.counts = counts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var app : App.values()) {
      for (var reason : LeftOut.values()) {
        FunctionCounter.builder("herd.phones.left.out", counts, counted -> counted.of(app, reason))
            .tags("app", app.label(), "reason", reason.label())
            .description("What phones' apps have sent and will never be recorded")
            .register(registry);
      }
    }
  }
}
