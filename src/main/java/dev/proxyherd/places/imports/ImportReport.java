package dev.proxyherd.places.imports;

import java.util.List;

/**
 * What was read of one file, and what became of it.
 *
 * @param format how it was understood
 * @param rows lines or features that it has; blank lines do not count
 * @param places taken
 * @param skipped the others, by reason, the most frequent first
 * @param allIdsKnown whether there was memory for all ids: if not, a place that comes twice may
 *     have been taken twice
 */
public record ImportReport(
    ImportFormat format, long rows, long places, List<Skipped> skipped, boolean allIdsKnown) {
  /**
   * Rows that are not among the places.
   *
   * @param count how many were skipped for that reason
   * @param firstLines where the first few of them begin, counted from 1
   */
  public record Skipped(SkipReason reason, long count, List<Long> firstLines) {}
}
