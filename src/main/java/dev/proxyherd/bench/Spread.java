package dev.proxyherd.bench;

import java.util.List;

/** One figure of several runs. */
public record Spread(double median, double min, double max) {
  /** Of one value at least. */
  public static Spread of(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    var median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }
}
