package dev.proxyherd.ops;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What Prometheus finds at members: of each metric, its labels and their values; with those that
 * Prometheus adds itself.
 */
final class Scrape {
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_]\\w*)(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Map<String, Map<String, Set<String>>> metrics = new HashMap<>();

  /**
   * Reads scrapes.
   *
   * @param targetLabels what the scrape configuration adds to every sample, with its values
   */
  Scrape(List<String> texts, Map<String, Set<String>> targetLabels) {
    for (var text : texts) {
      SAMPLE
          .matcher(text)
          .results()
          .forEach(
              sample -> {
                var labels = metrics.computeIfAbsent(sample.group(1), _ -> new HashMap<>());
                labels.putAll(targetLabels);
                if (sample.group(2) != null) {
                  LABEL
                      .matcher(sample.group(2))
                      .results()
                      .forEach(
                          label ->
                              labels
                                  .computeIfAbsent(label.group(1), _ -> new TreeSet<>())
                                  .add(label.group(2)));
                }
              });
    }
    metrics.put("up", targetLabels);
    metrics.put("ALERTS", Map.of("alertname", Set.of(), "alertstate", Set.of("firing", "pending")));
  }

  Set<String> metrics() {
    return metrics.keySet();
  }

  /** The labels of a metric, with the values that they have. */
  Map<String, Set<String>> labels(String metric) {
    return metrics.getOrDefault(metric, Map.of());
  }
}
