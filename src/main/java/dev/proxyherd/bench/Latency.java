package dev.proxyherd.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AbstractHistogram;

/**
 * How long replies took, in microseconds, to three digits.
 *
 * @param count how many were measured; with 0 the others are 0
 */
public record Latency(
    long count,
    double p50Micros,
    double p99Micros,
    @JsonProperty("p99_9Micros") double p999Micros,
    double maxMicros) {
  private static final double NANOS = TimeUnit.MICROSECONDS.toNanos(1);

  static Latency of(AbstractHistogram nanos) {
    return new Latency(
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / NANOS,
        nanos.getValueAtPercentile(99) / NANOS,
        nanos.getValueAtPercentile(99.9) / NANOS,
        nanos.getMaxValue() / NANOS);
  }
}
