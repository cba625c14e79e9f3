package dev.proxyherd.ops;

import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.command.CommandTimes;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.Timestamps;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Measures some commands, and some updates on their way through the herd. */
final class SampledTimes implements CommandTimes {
  private static final long NANOS_PER_MICRO = 1000;

  /** Complete from the start and never changed, so that all threads may read it. */
  private final Map<CommandOutcome, Timer> latencies = new EnumMap<>(CommandOutcome.class);

  private final Timer propagation;
  private final ClockOffsets offsets;
  private final InstantSource clock;
  private final Sampling commands = new Sampling();
  private final Sampling updates = new Sampling();

  SampledTimes(MeterRegistry registry, ClockOffsets offsets, InstantSource clock) {
    this.offsets = offsets;
    this.clock = clock;
    for (var outcome : CommandOutcome.values()) {
      if (outcome.isOfClient()) {
        latencies.put(
            outcome,
            Buckets.timer("herd.command.latency")
                .tags("verb", outcome.verb(), "outcome", outcome.outcome())
                .description("Clients' commands, some of them: from line to reply")
                .register(registry));
      }
    }
    propagation =
        Buckets.timer("herd.propagation")
            .description("Updates, some of them: from the member that took them to this one")
            .register(registry);
  }

  @Override
  public long begin() {
    return commands.next() ? System.nanoTime() | 1 : 0;
  }

  @Override
  public void answered(CommandOutcome outcome, long begun) {
    var end = System.nanoTime();
    Objects.requireNonNull(latencies.get(outcome)).record(end - begun, TimeUnit.NANOSECONDS);
    commands.taken(end);
  }

  /** Both clocks are the members' own: what they differ by is in it, and one's cannot be told. */
  @Override
  public void propagated(ClientLocation location, Receipt receipt) {
    if (!updates.next()) {
      return;
    }
    var now = Timestamps.now(clock);
    var taken = location.timeNanos() + Timestamps.parseDifference(location.difference());
    propagation.record(Math.max(0, now - taken), TimeUnit.NANOSECONDS);
    var measured = System.nanoTime();
    offsets.observe(receipt.sender(), now / NANOS_PER_MICRO - receipt.number(), measured);
    updates.taken(measured);
  }
}
