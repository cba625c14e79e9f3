package dev.proxyherd.bench;

import java.time.Duration;
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

  /** Between rounds, so that they do not fall into step with anything. */
  private static final long MAX_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

  private final List<Target> members;
  private final int rounds;
  private final String prefix;
  private final Duration patience;
  private final Progress progress;
  private final Probe.Source probes = new Probe.Source();
  private final SplittableRandom random = new SplittableRandom();

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
      var probe = probes.tell(teller, client);
      var taken = probe.awaitSeen(asker, patience, Probe.WITHOUT_PAUSE);
      if (taken == Probe.MISSED) {
        missed++;
      } else {
        nanos.recordValue(Math.min(taken, nanos.getHighestTrackableValue()));
      }
    }
    return new Path(
        teller.member().name(), asker.member().name(), rounds, missed, Latency.of(nanos));
  }
}
