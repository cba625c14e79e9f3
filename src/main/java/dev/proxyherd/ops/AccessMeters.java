package dev.proxyherd.ops;

import dev.proxyherd.access.RateLimits;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** What is slowed down on the client port. What is denied there is among the commands. */
final class AccessMeters implements MeterBinder {
  private final RateLimits rates;

  AccessMeters(RateLimits rates) {
    this.rates = rates;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    delayed(registry, "address", RateLimits::delayedByAddress);
    delayed(registry, "principal", RateLimits::delayedByPrincipal);
  }

  private void delayed(MeterRegistry registry, String by, ToDoubleFunction<RateLimits> count) {
    FunctionCounter.builder("herd.commands.delayed", rates, count)
        .tag("by", by)
        .description("Commands that had to wait for a rate limit")
        .register(registry);
  }
}
