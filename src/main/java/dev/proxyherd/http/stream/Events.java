package dev.proxyherd.http.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxyherd.http.ClientId;
import dev.proxyherd.http.ClientView;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events as they are written. Data is JSON in one line. */
final class Events {
  /** What a reader waits before it connects again. */
  static final byte[] RETRY = "retry: 1000\n\n".getBytes(US_ASCII);

  /** After that it would have the same trouble. */
  static final byte[] RETRY_LATER = "retry: 60000\n\n".getBytes(US_ASCII);

  static final byte[] HEARTBEAT = ":\n\n".getBytes(US_ASCII);

  private static final byte[] NOTHING = {'{', '}'};

  private Events() {}

  static byte[] event(String name, @Nullable StreamId id, byte[] data) {
    var event = new ByteArrayOutputStream(data.length + 100);
    event.writeBytes(("event: " + name + '\n').getBytes(US_ASCII));
    if (id != null) {
      event.writeBytes(("id: " + id + '\n').getBytes(UTF_8));
    }
    event.writeBytes("data: ".getBytes(US_ASCII));
    event.writeBytes(data);
    event.writeBytes("\n\n".getBytes(US_ASCII));
    return event.toByteArray();
  }

  /** Everything that is known is to be dropped. */
  static byte[] reset(String member, String reason) {
    var data = new TreeMap<>(Map.of("member", member, "reason", reason));
    return event("reset", null, ClientView.json(data));
  }

  static byte[] caughtUp(StreamId id) {
    return event("caught-up", id, NOTHING);
  }

  static byte[] bye(String reason) {
    return event("bye", null, ClientView.json(Map.of("reason", reason)));
  }

  /** A comment, and the place that the stream has come to: no event comes of it at the reader. */
  static byte[] heartbeat(StreamId id) {
    return (":\nid: " + id + "\n\n").getBytes(UTF_8);
  }

  /** A client is nowhere any more. */
  static byte[] forgotten(StreamId id, ClientLocation tombstone) {
    return event(
        "forgotten",
        id,
        ClientView.json(
            new Forgotten(
                tombstone.client().toString(),
                ClientId.path(tombstone.client()),
                ClientView.time(tombstone.timeNanos()),
                tombstone.time().toString())));
  }

  /**
   * A client is not in the area any more.
   *
   * @param where it is now; null where it is nowhere
   */
  static byte[] exit(
      @Nullable StreamId id, ByteString client, String reason, @Nullable ClientView where) {
    return event(
        AreaEvent.EXIT.label(),
        id,
        ClientView.json(new Exit(client.toString(), ClientId.path(client), reason, where)));
  }

  private record Forgotten(String client, String path, String time, String posixTime) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Exit(String client, String path, String reason, @Nullable ClientView record) {}
}
