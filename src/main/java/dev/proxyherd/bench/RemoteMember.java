package dev.proxyherd.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A member of another machine, as its meters have it. They do not say what memory it has. */
public final class RemoteMember implements UsageMeter {
  private static final String CPU = "process_cpu_time_ns_total";
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(3).toMillis();

  private final URI meters;

  /** The member's HTTP port. */
  public RemoteMember(String host, int httpPort) {
    meters = URI.create("http://%s:%d/actuator/prometheus".formatted(host, httpPort));
  }

  @Override
  public Usage read() {
    try {
      var connection = (HttpURLConnection) meters.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (var body = connection.getInputStream()) {
        return new String(body.readAllBytes(), UTF_8)
            .lines()
            .filter(line -> line.startsWith(CPU + " ") || line.startsWith(CPU + "{"))
            .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .map(nanos -> new Usage(nanos / TimeUnit.SECONDS.toNanos(1), null))
            .findFirst()
            .orElse(Usage.UNKNOWN);
      }
    } catch (IOException | NumberFormatException e) {
      return Usage.UNKNOWN;
    }
  }
}
