package dev.proxyherd.site;

import dev.proxyherd.site.EngineCall.Outcome;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the calls of an engine, what becomes of them, and how many updates they carry. */
public final class EngineCounts {
  /** Calls with so many updates, or fewer, are counted together. */
  public static final List<Integer> SIZES = List.of(1, 4, 16, 63, BucketWriter.MAX_CALL);

  private final Map<EngineCall, Map<Outcome, Count>> calls = new EnumMap<>(EngineCall.class);
  private final LongAdder[] sizes = new LongAdder[SIZES.size()];
  private final LongAdder updates = new LongAdder();
  private final LongAdder refused = new LongAdder();

  private record Count(LongAdder times, LongAdder nanos) {}

  /** All of zero. */
  public EngineCounts() {
    for (var call : EngineCall.values()) {
      var counts = new EnumMap<Outcome, Count>(Outcome.class);
      for (var outcome : Outcome.values()) {
        counts.put(outcome, new Count(new LongAdder(), new LongAdder()));
      }
      calls.put(call, counts);
    }
    for (var size = 0; size < sizes.length; size++) {
      sizes[size] = new LongAdder();
    }
  }

  private Count count(EngineCall call, Outcome outcome) {
    return Objects.requireNonNull(Objects.requireNonNull(calls.get(call)).get(outcome));
  }

  /**
   * A call has ended.
   *
   * @param begun by {@link System#nanoTime}
   * @param failure null when there was a reply
   */
  void ended(EngineCall call, long begun, @Nullable Throwable failure) {
    var count = count(call, outcome(failure));
    count.times.increment();
    count.nanos.add(System.nanoTime() - begun);
  }

  private static Outcome outcome(@Nullable Throwable failure) {
    return switch (failure == null ? null : Engine.cause(failure)) {
      case null -> Outcome.ANSWERED;
      case RedisCommandTimeoutException _ -> Outcome.TIMED_OUT;
      case RedisCommandExecutionException _ -> Outcome.REFUSED;
      default -> Outcome.AWAY;
    };
  }

  /** A call with so many updates has gone out. */
  void offered(int count) {
    var size = 0;
    while (size < sizes.length - 1 && SIZES.get(size) < count) {
      size++;
    }
    sizes[size].increment();
    updates.add(count);
  }

  /** So many updates could not be recorded. */
  void refused(int count) {
    refused.add(count);
  }

  /** How many calls have had that outcome. */
  public long calls(EngineCall call, Outcome outcome) {
    return count(call, outcome).times.sum();
  }

  /**
   * How many nanoseconds they have taken, all together, attempts to mend what was wrong included.
   */
  public long nanos(EngineCall call, Outcome outcome) {
    return count(call, outcome).nanos.sum();
  }

  /**
   * How many calls have carried so many updates.
   *
   * @param size an index into {@link #SIZES}
   */
  public long offers(int size) {
    return sizes[size].sum();
  }

  /** How many updates have gone out in calls, also those that turned out to be old. */
  public long updates() {
    return updates.sum();
  }

  /** How many updates were refused because of the engine. */
  public long updatesRefused() {
    return refused.sum();
  }
}
