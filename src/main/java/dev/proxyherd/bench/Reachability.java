package dev.proxyherd.bench;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether what each member is told arrives at every other. All others are asked at once, so that
 * one that cannot be reached costs no more than the time to find that out; {@link Propagation} has
 * the finer times.
 */
public final class Reachability {
  /** Asks a little later each time, which makes times an eighth longer at most. */
  private static final double PAUSES = 1.0 / 8;

  /** The same clients each time: what is kept of those that are forgotten does not add up. */
  private static final String PREFIX = "herd-reachability-from-";

  private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

  private final List<Target> members;
  private final int rounds;
  private final Duration patience;
  private final BiConsumer<Target, String> told;
  private final Progress progress;
  private final Probe.Source probes = new Probe.Source();

  /**
   * @param members all of a herd
   * @param rounds how many updates each member is told at most
   * @param patience how long to wait for each to arrive, and for a member to answer at all
   * @param told learns of each member and client before the member is told
   */
  public Reachability(
      List<Target> members,
      int rounds,
      Duration patience,
      BiConsumer<Target, String> told,
      Progress progress) {
    this.members = members;
    this.rounds = rounds;
    this.patience = patience;
    this.told = told;
    this.progress = progress;
  }

  /**
   * The way from one member to another. What does not arrive ends the rounds.
   *
   * @param rounds how many there were
   * @param arrived how many of them arrived in time
   * @param millis the median of their times; null when none arrived
   * @param problem why there are less than were wanted; null when there are not
   */
  public record Route(
      String from,
      String to,
      int rounds,
      int arrived,
      @Nullable Double millis,
      @Nullable String problem) {}

  /** The routes from one member, in the order of the members; whatever fails is a problem there. */
  public List<Route> from(Target source) {
    progress.show("from " + source.name());
    var client = PREFIX + source.name();
    var ways = members.stream().filter(other -> !other.equals(source)).map(Way::new).toList();
    try (var teller = new LineClient(source, patience)) {
      atOnce(ways, Way::connect);
      told.accept(source, client);
      for (var round = 0; round < rounds; round++) {
        var probe = probes.tell(teller, client);
        atOnce(ways, way -> way.await(probe));
      }
    } catch (BenchFailure e) {
      ways.forEach(way -> way.fail(e));
    } finally {
      ways.forEach(Way::close);
    }
    return ways.stream().map(way -> way.route(source.name())).toList();
  }

  private static void atOnce(List<Way> ways, Consumer<Way> step) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ways.stream()
          .filter(way -> way.problem == null)
          .forEach(way -> threads.execute(() -> step.accept(way)));
    }
  }

  /** To one member. Used by one thread at a time. */
  private final class Way {
    private final Target to;
    private final List<Double> millis = new ArrayList<>();
    private @Nullable LineClient asker;
    private int done;
    private @Nullable String problem;

    Way(Target to) {
      this.to = to;
    }

    void connect() {
      try {
        asker = new LineClient(to, patience);
      } catch (BenchFailure e) {
        fail(e);
      }
    }

    void await(Probe probe) {
      done++;
      try {
        var nanos = probe.awaitSeen(requireNonNull(asker), patience, PAUSES);
        if (nanos == Probe.MISSED) {
          problem = "not seen within %s s".formatted(patience.toMillis() / MILLIS);
        } else {
          millis.add(nanos / NANOS_PER_MILLI);
        }
      } catch (BenchFailure e) {
        fail(e);
      }
    }

    void fail(BenchFailure failure) {
      problem = String.valueOf(failure.getMessage());
    }

    Route route(String from) {
      return new Route(
          from,
          to.name(),
          done,
          millis.size(),
          millis.isEmpty() ? null : (Double) Spread.of(millis).median(),
          problem);
    }

    void close() {
      if (asker != null) {
        asker.close();
      }
    }
  }
}
