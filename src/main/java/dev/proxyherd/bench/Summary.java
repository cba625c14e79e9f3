package dev.proxyherd.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.proxyherd.bench.LoadResult.Cost;
import dev.proxyherd.bench.LoadResult.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several runs of the same load.
 *
 * @param all traffic of all servers, cost of all watched processes
 * @param processes one by one: those that got load, and those that were watched
 * @param generator what this program itself took
 * @param refused requests, in all runs
 * @param refusal the text of the first of them
 * @param unsent requests that were due and had not been sent when their run ended, in all runs
 */
public record Summary(
    Figures all,
    List<Figures> processes,
    Figures generator,
    long refused,
    @Nullable String refusal,
    long unsent) {
  /**
   * Figures of one process, or of all. What is not known, or does not apply, is null.
   *
   * @param perSecond requests answered
   * @param cpuSecondsPer100k processor seconds for 100,000 requests that were answered by anybody
   * @param residentBytes of memory, at the end of each run
   */
  public record Figures(
      String name,
      @Nullable Spread perSecond,
      @Nullable Spread p50Micros,
      @Nullable Spread p99Micros,
      @JsonProperty("p99_9Micros") @Nullable Spread p999Micros,
      @Nullable Spread maxMicros,
      @Nullable Spread cpuSecondsPer100k,
      @Nullable Spread residentBytes) {}

  /** Sums up one run or more. */
  public static Summary of(List<LoadResult> runs) {
    var names = new LinkedHashSet<String>();
    runs.getFirst().costs().forEach(cost -> names.add(cost.name()));
    runs.getFirst().servers().forEach(server -> names.add(server.name()));
    return new Summary(
        figures("all", runs, LoadResult::all, Summary::total),
        names.stream()
            .map(name -> figures(name, runs, run -> server(run, name), run -> cost(run, name)))
            .toList(),
        figures("(bench)", runs, _ -> null, LoadResult::generator),
        runs.stream().mapToLong(LoadResult::refused).sum(),
        runs.stream().map(LoadResult::refusal).filter(Objects::nonNull).findFirst().orElse(null),
        runs.stream().mapToLong(LoadResult::unsent).sum());
  }

  /** The figures of a process of this name. */
  public Figures process(String name) {
    return processes.stream().filter(row -> row.name().equals(name)).findFirst().orElse(all);
  }

  private static Figures figures(
      String name,
      List<LoadResult> runs,
      Function<LoadResult, @Nullable Traffic> traffic,
      Function<LoadResult, @Nullable Cost> cost) {
    return new Figures(
        name,
        spread(runs, traffic, Traffic::perSecond),
        spread(runs, traffic, found -> found.latency().p50Micros()),
        spread(runs, traffic, found -> found.latency().p99Micros()),
        spread(runs, traffic, found -> found.latency().p999Micros()),
        spread(runs, traffic, found -> found.latency().maxMicros()),
        spread(runs, cost, Cost::cpuSecondsPer100k),
        spread(runs, cost, Summary::resident));
  }

  private static @Nullable Double resident(Cost cost) {
    var bytes = cost.residentBytes();
    return bytes == null ? null : (Double) bytes.doubleValue();
  }

  /** Of those runs that have the figure. */
  private static <T> @Nullable Spread spread(
      List<LoadResult> runs,
      Function<LoadResult, @Nullable T> part,
      Function<T, @Nullable Double> figure) {
    var values = new ArrayList<Double>();
    for (var run : runs) {
      var found = part.apply(run);
      var value = found == null ? null : figure.apply(found);
      if (value != null) {
        values.add(value);
      }
    }
    return values.isEmpty() ? null : Spread.of(values);
  }

  private static @Nullable Traffic server(LoadResult run, String name) {
    return run.servers().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Cost cost(LoadResult run, String name) {
    return run.costs().stream().filter(cost -> cost.name().equals(name)).findFirst().orElse(null);
  }

  /** Known only where it is known of all. */
  private static @Nullable Cost total(LoadResult run) {
    var cpu = 0.0;
    var resident = 0L;
    var cpuKnown = !run.costs().isEmpty();
    var residentKnown = cpuKnown;
    for (var cost : run.costs()) {
      var seconds = cost.cpuSecondsPer100k();
      var bytes = cost.residentBytes();
      cpuKnown &= seconds != null;
      residentKnown &= bytes != null;
      cpu += seconds == null ? 0 : seconds;
      resident += bytes == null ? 0 : bytes;
    }
    return new Cost("all", cpuKnown ? (Double) cpu : null, residentKnown ? (Long) resident : null);
  }
}
