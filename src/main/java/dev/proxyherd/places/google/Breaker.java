package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesStatus;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens when most of the latest calls have failed: then Google is left alone for a while, and then
 * asked by a few, on whose success all are let through again.
 */
final class Breaker implements Gate {
  private static final Logger log = LoggerFactory.getLogger(Breaker.class);
  private static final int TRIALS = 3;

  private final CircuitBreaker breaker;
  private final Duration openFor;
  private final InstantSource clock;
  private final ConcurrentMap<BreakerState, LongAdder> transitions = new ConcurrentHashMap<>();
  private volatile Instant opensAgain = Instant.MIN;
  private volatile @Nullable Result lastTrouble;

  Breaker(BreakerProperties properties, InstantSource clock) {
    this.clock = clock;
    openFor = properties.openFor();
    breaker =
        CircuitBreaker.of(
            "google",
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    properties.calls(),
                    Math.max(1, properties.calls() / 2),
                    CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(properties.failureRate())
                .waitDurationInOpenState(openFor)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .recordResult(result -> ((Result) result).outcome().isTrouble())
                .clock(clock.withZone(ZoneOffset.UTC))
                .writableStackTraceEnabled(false)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> moved(event.getStateTransition().getToState()));
  }

  private void moved(CircuitBreaker.State to) {
    var state = state(to);
    count(state).increment();
    if (state == BreakerState.OPEN) {
      opensAgain = clock.instant().plus(openFor);
    }
    // At debug: that questions fail, and that they no longer do, is said once, whatever the reason.
    log.debug("The breaker of Google Places is {}", state);
  }

  /** To be followed by {@link #record}, if it says yes. */
  boolean tryAcquire() {
    return breaker.tryAcquirePermission();
  }

  /**
   * Takes note of what became of a call.
   *
   * @param result null if it ended with an exception, which tells nothing of Google
   */
  void record(@Nullable Result result) {
    if (result == null || !result.outcome().isCall()) {
      breaker.releasePermission();
    } else {
      if (result.outcome().isTrouble()) {
        lastTrouble = result;
      }
      breaker.onResult(0, TimeUnit.NANOSECONDS, result);
    }
  }

  @Override
  public @Nullable Result refusal() {
    return state() == BreakerState.OPEN ? refused() : null;
  }

  /** What those are told who are not let through: the latest reason is still the reason. */
  Result refused() {
    var trouble = lastTrouble;
    var why = trouble == null ? "" : trouble.message();
    var until =
        state() == BreakerState.OPEN
            ? "is not asked before " + opensAgain.truncatedTo(ChronoUnit.SECONDS)
            : "is being tried by a few questions";
    return Result.failed(
        Outcome.BREAKER_OPEN,
        trouble == null ? PlacesStatus.UNKNOWN_ERROR : trouble.status(),
        "Google Places has failed too often of late, and %s. %s".formatted(until, why).strip());
  }

  /** Open, and its time is up: the next question would be one of the trials. */
  BreakerState state() {
    var state = state(breaker.getState());
    return state == BreakerState.OPEN && !clock.instant().isBefore(opensAgain)
        ? BreakerState.HALF_OPEN
        : state;
  }

  long transitions(BreakerState to) {
    return count(to).sum();
  }

  private LongAdder count(BreakerState state) {
    return transitions.computeIfAbsent(state, _ -> new LongAdder());
  }

  private static BreakerState state(CircuitBreaker.State state) {
    return switch (state) {
      case OPEN, FORCED_OPEN -> BreakerState.OPEN;
      case HALF_OPEN -> BreakerState.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
    };
  }
}
