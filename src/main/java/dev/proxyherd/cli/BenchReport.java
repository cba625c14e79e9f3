package dev.proxyherd.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxyherd.bench.Propagation;
import dev.proxyherd.bench.RedisServer;
import dev.proxyherd.bench.Settings;
import dev.proxyherd.bench.Spread;
import dev.proxyherd.bench.Summary;
import dev.proxyherd.bench.Summary.Figures;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark has measured, in the shape of {@code herd bench --json}. Parts that were not
 * asked for are null, and left out there.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchReport(
    Asked settings,
    @Nullable Summary herd,
    @Nullable Redis redis,
    @Nullable Ratio ratio,
    @Nullable List<Route> propagation) {
  private static final double MICROS_PER_MILLI = TimeUnit.MILLISECONDS.toMicros(1);
  private static final double MIB = 1 << 20;

  /**
   * The load that was asked for.
   *
   * @param perSecond 0: as many as were answered
   */
  record Asked(
      int connections,
      int inFlight,
      int whatsAtPercent,
      int clients,
      double warmUpSeconds,
      double seconds,
      long perSecond,
      int runs,
      int threads) {}

  record Redis(String version, String appendonly, String appendfsync, Summary load) {}

  /** The member's median divided by the Redis'. */
  record Ratio(@Nullable Double cpu, @Nullable Double perSecond) {}

  /**
   * From one member to another.
   *
   * @param links between them, on the shortest way
   */
  record Route(
      String from,
      String to,
      @Nullable Integer links,
      int rounds,
      int missed,
      double p50Micros,
      double p99Micros,
      double maxMicros) {}

  static BenchReport of(Settings settings, int runs) {
    var asked =
        new Asked(
            settings.connections(),
            settings.inFlight(),
            settings.whatsAtPercent(),
            settings.clients(),
            settings.warmUp().toMillis() / 1000.0,
            settings.time().toMillis() / 1000.0,
            settings.perSecond(),
            runs,
            settings.threads());
    return new BenchReport(asked, null, null, null, null);
  }

  BenchReport withHerd(Summary summary) {
    return new BenchReport(settings, summary, redis, ratio, propagation);
  }

  /**
   * Compares.
   *
   * @param member the one that had the load
   */
  BenchReport withRedis(String member, Summary summary, RedisServer server) {
    var ours = herd == null ? null : herd.process(member);
    var theirs = summary.all();
    return new BenchReport(
        settings,
        herd,
        new Redis(
            server.version(), server.setting("appendonly"), server.setting("appendfsync"), summary),
        ours == null
            ? null
            : new Ratio(
                ratio(ours.cpuSecondsPer100k(), theirs.cpuSecondsPer100k()),
                ratio(ours.perSecond(), theirs.perSecond())),
        propagation);
  }

  private static @Nullable Double ratio(@Nullable Spread ours, @Nullable Spread theirs) {
    return ours == null || theirs == null || theirs.median() == 0
        ? null
        : (Double) (ours.median() / theirs.median());
  }

  BenchReport withPropagation(List<Propagation.Path> paths, BenchHerd members) {
    var routes =
        paths.stream()
            .map(
                path ->
                    new Route(
                        path.from(),
                        path.to(),
                        members.linksBetween(path.from(), path.to()),
                        path.rounds(),
                        path.missed(),
                        path.latency().p50Micros(),
                        path.latency().p99Micros(),
                        path.latency().maxMicros()))
            .toList();
    return new BenchReport(settings, herd, redis, ratio, routes);
  }

  /** What was not as it should be, in words; empty when all was. */
  List<String> troubles() {
    var troubles = new ArrayList<String>();
    if (herd != null) {
      refusals(herd, troubles);
    }
    if (redis != null) {
      refusals(redis.load, troubles);
    }
    var missed = propagation == null ? 0 : propagation.stream().mapToInt(Route::missed).sum();
    if (missed > 0) {
      troubles.add(
          "%d updates were not seen at another member within %d s"
              .formatted(missed, Propagation.PATIENCE.toSeconds()));
    }
    return troubles;
  }

  private static void refusals(Summary summary, List<String> troubles) {
    if (summary.refused() > 0) {
      troubles.add(
          "%,d requests were refused; the first: %s"
              .formatted(summary.refused(), summary.refusal()));
    }
  }

  void print(PrintWriter out) {
    if (herd != null) {
      printLoad(herd, out);
    }
    if (propagation != null) {
      printPropagation(propagation, out);
    }
  }

  private void printLoad(Summary summary, PrintWriter out) {
    var table =
        new Table(
            "NAME",
            "PER SECOND",
            "P50 ms",
            "P99 ms",
            "P99.9 ms",
            "MAX ms",
            "CPU s/100k",
            "RSS MiB");
    summary.processes().forEach(process -> row(table, process.name(), process));
    if (summary.processes().size() > 1) {
      row(table, "(all)", summary.all());
    }
    row(table, "(bench)", summary.generator());
    var unsent = summary.unsent();
    if (redis != null) {
      row(
          table,
          "redis %s, appendonly %s, appendfsync %s"
              .formatted(redis.version, redis.appendonly, redis.appendfsync),
          redis.load.all());
      row(table, "(bench)", redis.load.generator());
      unsent += redis.load.unsent();
    }
    table.print(out);
    if (unsent > 0) {
      out.printf("%,d requests that were due had not been sent at the end%n", unsent);
    }
    if (ratio != null) {
      out.printf("to redis: CPU %s, per second %s%n", times(ratio.cpu), times(ratio.perSecond));
    }
  }

  private void row(Table table, String name, Figures figures) {
    table.row(
        name,
        cell("%,.0f", figures.perSecond(), 1),
        cell("%.3f", figures.p50Micros(), MICROS_PER_MILLI),
        cell("%.3f", figures.p99Micros(), MICROS_PER_MILLI),
        cell("%.3f", figures.p999Micros(), MICROS_PER_MILLI),
        cell("%.3f", figures.maxMicros(), MICROS_PER_MILLI),
        cell("%.3f", figures.cpuSecondsPer100k(), 1),
        cell("%,.0f", figures.residentBytes(), MIB));
  }

  /** The median; of several runs, the lowest and the highest too. */
  private String cell(String format, @Nullable Spread figure, double unit) {
    if (figure == null) {
      return "-";
    }
    var median = number(format, figure.median() / unit);
    return settings.runs == 1
        ? median
        : "%s (%s to %s)"
            .formatted(
                median, number(format, figure.min() / unit), number(format, figure.max() / unit));
  }

  private static void printPropagation(List<Route> routes, PrintWriter out) {
    var table = new Table("FROM", "TO", "LINKS", "ROUNDS", "MISSED", "P50 ms", "P99 ms", "MAX ms");
    for (var route : routes) {
      var seen = route.missed < route.rounds;
      table.row(
          route.from,
          route.to,
          route.links == null ? "-" : route.links,
          route.rounds,
          route.missed,
          seen ? number("%.3f", route.p50Micros / MICROS_PER_MILLI) : "-",
          seen ? number("%.3f", route.p99Micros / MICROS_PER_MILLI) : "-",
          seen ? number("%.3f", route.maxMicros / MICROS_PER_MILLI) : "-");
    }
    table.print(out);
  }

  private static String times(@Nullable Double ratio) {
    return ratio == null ? "-" : number("%.2f", ratio);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
