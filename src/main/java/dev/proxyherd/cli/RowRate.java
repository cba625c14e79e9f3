package dev.proxyherd.cli;

import java.util.concurrent.TimeUnit;

/** How far an import is, in words, a few times a second. */
final class RowRate {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final double SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double MEGABYTE = 1e6;

  private long lastNanos;
  private long lastRows;

  RowRate(long nowNanos) {
    lastNanos = nowNanos;
  }

  /** "1,204,000 rows, 210,000 a second, 37 % of 388 MB". */
  String shown(long nowNanos, long rows, long bytes, long allBytes) {
    var fresh = rows < lastRows; // the next file
    var rate = (rows - (fresh ? 0 : lastRows)) * SECOND_NANOS / Math.max(1, nowNanos - lastNanos);
    lastNanos = nowNanos;
    lastRows = rows;
    var part =
        allBytes > 0
            ? ", %d %% of %,.1f MB"
                .formatted(Math.min(100, 100 * bytes / allBytes), allBytes / MEGABYTE)
            : "";
    return "%,d rows, %,.0f a second%s".formatted(rows, rate, part);
  }

  boolean isDue(long nowNanos) {
    return nowNanos - lastNanos >= INTERVAL_NANOS;
  }
}
