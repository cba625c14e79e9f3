package dev.proxyherd.http.stream;

import dev.proxyherd.http.ClientView;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * A change that streams tell of. What it looks like is worked out when the first stream wants it,
 * and once for all. For one thread.
 */
final class Told {
  private final Change change;
  private final ByteString client;
  private final StreamId id;
  private @Nullable Spot spot;
  private byte @Nullable [] record;
  private byte @Nullable [] event;

  Told(Change change, String epoch) {
    this.change = change;
    client = change.location().client();
    id = new StreamId(epoch, change.number());
  }

  long number() {
    return change.number();
  }

  StreamId id() {
    return id;
  }

  ByteString client() {
    return client;
  }

  boolean isForgotten() {
    return change.location().isForgotten();
  }

  boolean isIn(Area area) {
    if (isForgotten()) {
      return false;
    }
    var at = spot;
    if (at == null) {
      at =
          new Spot(
              Coordinates.parse(change.location().location())
                  .orElseThrow(() -> new IllegalStateException("no location: " + change)));
      spot = at;
    }
    return area.contains(at);
  }

  ClientView view() {
    return ClientView.of(change.location());
  }

  /** The record as JSON. */
  byte[] record() {
    var json = record;
    if (json == null) {
      json = view().toJson();
      record = json;
    }
    return json;
  }

  /** The whole event of a stream without an area: most streams have no other. */
  byte[] event() {
    var whole = event;
    if (whole == null) {
      whole =
          isForgotten()
              ? Events.forgotten(id, change.location())
              : Events.event("location", id, record());
      event = whole;
    }
    return whole;
  }
}
