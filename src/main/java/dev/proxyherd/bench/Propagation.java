package dev.proxyherd.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How long it takes until what one member is told can be seen at another.
 *
 * <p>A round: an IAMAT at the one, then WHATSAT at the other, again and again, until it answers
 * with the new time. It has taken from just before the IAMAT was sent until that answer has come: a
 * little more than the flood took, never less. One pair at a time, so that the asking itself
 * disturbs little.
 */
public final class Propagation {
  /** What has not been seen after this is missed. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  /** In the sea farthest from any land: the places there are few to look up. */
  private static final String LOCATION = "-48.876667-123.393333";

  /** Between rounds, so that they do not fall into step with anything. */
  private static final long MAX_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

  private final List<Target> members;
  private final int rounds;
  private final String prefix;
  private final Duration patience;
  private final Progress progress;
  private final EpochClock clock = new EpochClock(InstantSource.system());
  private final SplittableRandom random = new SplittableRandom();
  private long lastTime;

  /**
   * @param members all whose times are of interest
   * @param rounds for each pair of them
   * @param prefix what clients' names begin with
   */
  public Propagation(List<Target> members, int rounds, String prefix, Progress progress) {
    this(members, rounds, prefix, PATIENCE, progress);
  }

  Propagation(
      List<Target> members, int rounds, String prefix, Duration patience, Progress progress) {
    this.members = members;
    this.rounds = rounds;
    this.prefix = prefix;
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * The times from one member to another.
   *
   * @param missed rounds in which nothing was seen for {@link #PATIENCE}; they are not in the
   *     latency
   */
  public record Path(String from, String to, int rounds, int missed, Latency latency) {}

  /**
   * Measures the paths from one member to all others.
   *
   * @throws BenchFailure when a member cannot be talked to, or refuses the IAMAT
   */
  public List<Path> from(Target source) {
    var paths = new ArrayList<Path>();
    try (var teller = new LineClient(source)) {
      for (var other : members) {
        if (!other.equals(source)) {
          progress.show("from %s to %s".formatted(source.name(), other.name()));
          try (var asker = new LineClient(other)) {
            paths.add(path(teller, asker));
          }
        }
      }
    }
    return paths;
  }

  private Path path(LineClient teller, LineClient asker) {
    var nanos = new Histogram(patience.toNanos() * 2, 3);
    var missed = 0;
    var client = "%s-from-%s".formatted(prefix, teller.member().name());
    for (var round = 0; round < rounds; round++) {
      LockSupport.parkNanos(random.nextLong(MAX_PAUSE));
      var time = nextTime();
      var start = System.nanoTime();
      tell(teller, client, time);
      var end = awaitSeen(asker, client, time, start);
      if (end == 0) {
        missed++;
      } else {
        nanos.recordValue(Math.min(end - start, nanos.getHighestTrackableValue()));
      }
    }
    return new Path(
        teller.member().name(), asker.member().name(), rounds, missed, Latency.of(nanos));
  }

  private String nextTime() {
    lastTime = Math.max(lastTime + 1, clock.nanos());
    return "%d.%09d"
        .formatted(lastTime / EpochClock.NANOS_PER_SECOND, lastTime % EpochClock.NANOS_PER_SECOND);
  }

  private static void tell(LineClient teller, String client, String time) {
    var tail = " %s %s %s".formatted(client, LOCATION, time);
    var reply = teller.ask("IAMAT" + tail);
    if (!reply.startsWith("AT ") || !reply.endsWith(tail)) {
      throw new BenchFailure(
          "wrong reply from %s:%s"
              .formatted(
                  teller.member(),
                  new WrongReply("AT <server> <difference>" + tail, reply).getMessage()));
    }
  }

  /** When the answer came, in nanoTime; 0 when it did not. */
  private long awaitSeen(LineClient asker, String client, String time, long start) {
    var question = "WHATSAT %s 1 1".formatted(client);
    while (System.nanoTime() - start < patience.toNanos()) {
      var reply = asker.ask(question);
      var now = System.nanoTime();
      if (reply.startsWith("AT ")) {
        asker.skipPlaces();
        if (reply.endsWith(" " + time)) {
          return now;
        }
      } else if (!reply.startsWith("?")) {
        throw new BenchFailure("wrong reply from %s: %s".formatted(asker.member(), reply));
      }
    }
    return 0;
  }
}
