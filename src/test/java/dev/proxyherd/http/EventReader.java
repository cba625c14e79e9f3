package dev.proxyherd.http;

import dev.proxyherd.testing.LineSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a stream's events, and no more of them than are asked for. What does not come fails the
 * test: heartbeats come for ever, so that the socket's own limit is none.
 */
final class EventReader implements AutoCloseable {
  /** For all that one call waits for. Less than a heartbeat's default, which no test waits for. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LineSocket socket;
  private final String status;
  private String lastId = "";

  /** One event; {@code id} is that of the stream so far, as a browser has it. */
  record Event(String name, String id, JsonNode data) {
    String client() {
      return data.path("client").asString("");
    }

    @Override
    public String toString() {
      return name + " " + client();
    }
  }

  private EventReader(LineSocket socket, String query, String... headers) {
    this.socket = socket;
    var lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    socket.send("GET /v1/stream%s HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(query, lines));
    status = socket.readLine().strip();
  }

  static EventReader open(WebMember member, String query, String... headers) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), member.port());
    return new EventReader(LineSocket.connect(address, PATIENCE), query, headers);
  }

  /** With a receive buffer of so many bytes, so that it is soon full. */
  static EventReader small(WebMember member, int receiveBuffer) {
    return new EventReader(LineSocket.connect(member.port(), receiveBuffer), "");
  }

  String status() {
    return status;
  }

  String lastId() {
    return lastId;
  }

  /** The next line that ends with this, whatever it is. */
  String lineLike(String end) {
    var limit = limit();
    while (true) {
      var line = line(limit, "lines without " + end);
      if (line.endsWith(end)) {
        return line;
      }
    }
  }

  private static long limit() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  private String line(long limit, Object wanted) {
    if (System.nanoTime() - limit > 0) {
      throw new AssertionError("nothing in %s but %s".formatted(PATIENCE, wanted));
    }
    return socket.readLine().strip();
  }

  /** The next event, without comments; a chunk ends with an event, so its length is no matter. */
  Event next() {
    return next(limit(), "comments");
  }

  private Event next(long limit, Object before) {
    var name = "";
    while (true) {
      var line = line(limit, before);
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("id: ")) {
        lastId = line.substring("id: ".length());
      } else if (line.startsWith("data: ")) {
        return new Event(
            name, lastId, JsonMapper.shared().readTree(line.substring("data: ".length())));
      }
    }
  }

  /** All events up to the first that is one. */
  List<Event> until(Predicate<Event> last) {
    var limit = limit();
    var events = new ArrayList<Event>();
    for (var event = next(limit, events); ; event = next(limit, events)) {
      events.add(event);
      if (last.test(event)) {
        return events;
      }
    }
  }

  List<Event> untilCaughtUp() {
    return until(event -> event.name().equals("caught-up"));
  }

  void readToEnd() {
    var _ = socket.readToEnd();
  }

  @Override
  public void close() {
    socket.close();
  }
}
