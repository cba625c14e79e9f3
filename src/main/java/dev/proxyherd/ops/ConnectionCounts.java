package dev.proxyherd.ops;

import dev.proxyherd.tcp.CloseReason;
import dev.proxyherd.tcp.LineConnection;
import dev.proxyherd.tcp.LineObserver;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts connections that open and close. */
final class ConnectionCounts implements LineObserver {
  /** Complete from the start and never changed, so that all threads may read them. */
  private final Map<Port, LongAdder> opened = new EnumMap<>(Port.class);

  private final Map<Port, Map<CloseReason, LongAdder>> closed = new EnumMap<>(Port.class);

  ConnectionCounts() {
    for (var port : Port.values()) {
      opened.put(port, new LongAdder());
      var reasons = new EnumMap<CloseReason, LongAdder>(CloseReason.class);
      for (var reason : CloseReason.values()) {
        reasons.put(reason, new LongAdder());
      }
      closed.put(port, reasons);
    }
  }

  @Override
  public void opened(LineConnection connection) {
    opened(Port.of(connection)).increment();
  }

  @Override
  public void closed(LineConnection connection, CloseReason reason) {
    closed(Port.of(connection), reason).increment();
  }

  /** How many have opened; those that were refused at once are not among them. */
  LongAdder opened(Port port) {
    return Objects.requireNonNull(opened.get(port));
  }

  /** How many have closed for this reason. */
  LongAdder closed(Port port, CloseReason reason) {
    return Objects.requireNonNull(Objects.requireNonNull(closed.get(port)).get(reason));
  }
}
