package dev.proxyherd.http;

import dev.proxyherd.testing.LineSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream's events, and no more of them than are asked for. */
final class EventReader implements AutoCloseable {
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
    return new EventReader(LineSocket.connect(member.port()), query, headers);
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
    for (var line = socket.readLine(); ; line = socket.readLine()) {
      if (line.strip().endsWith(end)) {
        return line;
      }
    }
  }

  /** The next event, without comments; a chunk ends with an event, so its length is no matter. */
  Event next() {
    var name = "";
    while (true) {
      var line = socket.readLine().strip();
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
    var events = new ArrayList<Event>();
    for (var event = next(); ; event = next()) {
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
