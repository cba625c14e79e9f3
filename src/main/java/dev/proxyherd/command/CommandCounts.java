package dev.proxyherd.command;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts commands by what became of them, at next to no cost on their way. */
public final class CommandCounts {
  /** Complete from the start and never changed, so that all threads may read it. */
  private final Map<CommandOutcome, LongAdder> counts = new EnumMap<>(CommandOutcome.class);

  CommandCounts() {
    for (var outcome : CommandOutcome.values()) {
      counts.put(outcome, new LongAdder());
    }
  }

  /** Counts one more. */
  public void count(CommandOutcome outcome) {
    adder(outcome).increment();
  }

  /** How many commands had this outcome since the start. */
  public long of(CommandOutcome outcome) {
    return adder(outcome).sum();
  }

  private LongAdder adder(CommandOutcome outcome) {
    return Objects.requireNonNull(counts.get(outcome));
  }
}
