package dev.proxyherd.http.phones;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what phones have sent and was left out. What was not, is counted as IAMATs are. */
public final class PhoneCounts {
  /** Complete from the start and never changed, so that all threads may read it. */
  private final Map<App, Map<LeftOut, LongAdder>> counts = new EnumMap<>(App.class);

  PhoneCounts() {
    for (var app : App.values()) {
      var reasons = new EnumMap<LeftOut, LongAdder>(LeftOut.class);
      for (var reason : LeftOut.values()) {
        reasons.put(reason, new LongAdder());
      }
      counts.put(app, reasons);
    }
  }

  void count(App app, LeftOut reason) {
    adder(app, reason).increment();
  }

  /** How often since the start. */
  public long of(App app, LeftOut reason) {
    return adder(app, reason).sum();
  }

  private LongAdder adder(App app, LeftOut reason) {
    return Objects.requireNonNull(Objects.requireNonNull(counts.get(app)).get(reason));
  }
}
