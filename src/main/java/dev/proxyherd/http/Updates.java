package dev.proxyherd.http;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.IamAtService;
import dev.proxyherd.command.IamAtService.Recorded;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Timestamps;
import dev.proxyherd.protocol.IamAt;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Takes updates that come over HTTP to where those of the client port go: each is the IAMAT that a
 * client would have sent, is held to the same rules, counted as one, and recorded before it is
 * answered.
 */
public final class Updates {
  private static final Log LOG = LogFactory.getLog(Updates.class);
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final BigDecimal MAX_LATITUDE = BigDecimal.valueOf(90);
  private static final BigDecimal MAX_LONGITUDE = BigDecimal.valueOf(180);

  /** Far below an atom's width; more would only make long lines. */
  private static final int MAX_DECIMALS = 20;

  private static final Duration STORE_PAUSE = Duration.ofSeconds(5);
  private static final Duration ROOM_PAUSE = Duration.ofMinutes(1);

  private final IamAtService service;
  private final CommandCounts counts;
  private final InstantSource clock;
  private final AtomicLong silentUntil = new AtomicLong(Long.MIN_VALUE);

  Updates(IamAtService service, CommandCounts counts, InstantSource clock) {
    this.service = service;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * One update.
   *
   * @param client as {@link ClientId#checked} takes it
   * @param latitude in degrees, with as many decimals as the client has written
   * @param posixTime seconds since 1970, as {@link Timestamps#parse} takes it; null for now
   * @throws ProblemException 400 for what is no place on earth, or no time
   */
  public IamAt update(
      ByteString client, BigDecimal latitude, BigDecimal longitude, @Nullable String posixTime) {
    var location =
        degrees("latitude", latitude, MAX_LATITUDE)
            + degrees("longitude", longitude, MAX_LONGITUDE);
    var time =
        posixTime == null ? Timestamps.render(Timestamps.now(clock)) : ByteString.of(posixTime);
    var nanos = Timestamps.parse(time);
    if (nanos == Timestamps.INVALID) {
      throw new ProblemException(Problem.BAD_BODY, "time is not from 1970 on, or centuries ahead");
    }
    // Over HTTP no line is ever echoed.
    return new IamAt(client, client, ByteString.of(location), time, nanos);
  }

  private static String degrees(String name, BigDecimal value, BigDecimal max) {
    if (value.abs().compareTo(max) > 0) {
      throw new ProblemException(
          Problem.BAD_BODY, "%s is not from -%s to %s".formatted(name, max, max));
    }
    if (value.scale() > MAX_DECIMALS) {
      throw new ProblemException(
          Problem.BAD_BODY, "%s has more than %d decimals".formatted(name, MAX_DECIMALS));
    }
    return (value.signum() < 0 ? "" : "+") + value.toPlainString();
  }

  /** A time as {@link #update} takes it. */
  public static String posix(Instant time) {
    var nanos = time.getNano();
    return nanos == 0
        ? Long.toString(time.getEpochSecond())
        : "%d.%09d".formatted(time.getEpochSecond(), nanos);
  }

  /**
   * Has updates recorded together, in this order, on a thread that may wait.
   *
   * @return what became of each, in the same order
   */
  public Mono<List<Recorded>> record(List<IamAt> updates) {
    return Waiting.on(
        () -> {
          var recorded = service.record(updates);
          recorded.forEach(this::count);
          return recorded;
        });
  }

  private void count(Recorded recorded) {
    counts.count(recorded.outcome());
    var failure = recorded.failure();
    if (failure != null) {
      var now = System.nanoTime();
      var until = silentUntil.get();
      if ((until == Long.MIN_VALUE || now - until > 0)
          && silentUntil.compareAndSet(until, now + MINUTE_NANOS)) {
        LOG.error(
            "Refused over HTTP, and more may be this minute: %s: %s"
                .formatted(recorded.location().client(), failure.getMessage()));
      }
    }
  }

  /** What is wrong with an update that was not taken; null when it was, or an older one stays. */
  public static @Nullable ProblemException problem(Recorded recorded) {
    return switch (recorded.outcome()) {
      case IAMAT_NEWER, IAMAT_SAME, IAMAT_OLDER -> null;
      case IAMAT_TOO_FAR_AHEAD ->
          new ProblemException(
              Problem.TIME_TOO_FAR_AHEAD,
              "this member's clock minus the time is %s seconds; herd.max-clock-ahead has the limit"
                  .formatted(recorded.location().difference()));
      case IAMAT_EXPIRED -> new ProblemException(Problem.EXPIRED, "see herd.locations.retention");
      case IAMAT_FULL ->
          ProblemException.retryAfter(Problem.NO_ROOM, "another member may have some", ROOM_PAUSE);
      case IAMAT_FAILED ->
          ProblemException.retryAfter(
              Problem.STORE_UNAVAILABLE,
              String.valueOf(Objects.requireNonNull(recorded.failure()).getMessage()),
              STORE_PAUSE);
      default -> throw new IllegalStateException("not of an IAMAT: " + recorded.outcome());
    };
  }
}
