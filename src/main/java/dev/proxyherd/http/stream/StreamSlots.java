package dev.proxyherd.http.stream;

import dev.proxyherd.http.Problem;
import dev.proxyherd.http.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** How many streams are open, in all and of each caller, and may be. */
public final class StreamSlots {
  private static final Log LOG = LogFactory.getLog(StreamSlots.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final int max;
  private final int maxPerCaller;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<Object, Integer> byCaller = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();

  /** Of what the log has told, each once. */
  private final Set<Problem> said = ConcurrentHashMap.newKeySet();

  /**
   * @param maxPerCaller 0 for any number
   */
  StreamSlots(int max, int maxPerCaller) {
    this.max = max;
    this.maxPerCaller = maxPerCaller;
  }

  /**
   * Takes a place for a stream.
   *
   * @param caller whoever it is, compared by {@code equals}
   * @return gives the place back; more than once does no harm
   * @throws ProblemException 503 or 429 where there is none
   */
  Runnable take(Object caller) {
    if (open.incrementAndGet() > max) {
      open.decrementAndGet();
      throw refuse(
          Problem.NO_MORE_STREAMS, "%d streams are open, herd.web.stream.max".formatted(max));
    }
    if (byCaller.merge(caller, 1, Integer::sum) > maxPerCaller && maxPerCaller > 0) {
      giveBack(caller);
      throw refuse(
          Problem.TOO_MANY_REQUESTS,
          "%d streams of one caller are open, herd.web.stream.max-per-caller"
              .formatted(maxPerCaller));
    }
    var taken = new AtomicBoolean(true);
    return () -> {
      if (taken.getAndSet(false)) {
        giveBack(caller);
      }
    };
  }

  private void giveBack(Object caller) {
    open.decrementAndGet();
    byCaller.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }

  private ProblemException refuse(Problem problem, String why) {
    refused.increment();
    if (said.add(problem)) {
      LOG.warn("A stream was refused: %s. Meters count these.".formatted(why));
    }
    return ProblemException.retryAfter(problem, why, PAUSE);
  }

  /** How many streams are open. */
  public int open() {
    return open.get();
  }

  /** How many may be. */
  public int max() {
    return max;
  }

  /** How many were refused. */
  public long refused() {
    return refused.sum();
  }
}
