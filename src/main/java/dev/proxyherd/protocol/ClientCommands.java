package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.location.Decimals;
import dev.proxyherd.location.Timestamps;
import java.time.Duration;

/** Reads the client protocol's lines. */
public final class ClientCommands {
  private static final int MAX_RADIUS_KM = 50;
  private static final int MAX_PLACES = 20;
  private static final int MAX_CLIENTS = 100;

  private ClientCommands() {}

  /**
   * Reads one line, without its line end.
   *
   * @return {@link IamAt}, {@link WhatsAt}, {@link WhosAt}, or for anything else {@link Invalid}:
   *     among it every {@code AT}, which only neighbours may send, on a port of their own
   */
  public static Command parse(ByteString line) {
    var fields = new Fields(line);
    var verb = fields.next();
    if (verb.equalsAscii("IAMAT")) {
      return iamAt(line, fields);
    }
    if (verb.equalsAscii("WHATSAT")) {
      return whatsAt(line, fields);
    }
    if (verb.equalsAscii("WHOSAT")) {
      return whosAt(line, fields);
    }
    return new Invalid(line);
  }

  /** Whether a text is one field of a line: not empty, and without whitespace. */
  public static boolean isField(ByteString text) {
    for (var i = 0; i < text.length(); i++) {
      if (Fields.isWhitespace(text.at(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static Command iamAt(ByteString line, Fields fields) {
    var client = fields.next();
    var location = fields.next();
    var time = fields.next();
    if (time.isEmpty() || !fields.next().isEmpty()) {
      return new Invalid(line);
    }
    var timeNanos = Timestamps.parse(time);
    if (timeNanos == Timestamps.INVALID || !Coordinates.isValid(location)) {
      return new Invalid(line);
    }
    return new IamAt(line, client, location, time, timeNanos);
  }

  private static Command whatsAt(ByteString line, Fields fields) {
    var client = fields.next();
    var radius = radiusKm(fields.next());
    var bound = bound(fields.next(), MAX_PLACES);
    if (radius <= 0 || bound <= 0 || !fields.next().isEmpty()) {
      return new Invalid(line);
    }
    return new WhatsAt(line, client, radius, bound, Duration.ZERO);
  }

  private static Command whosAt(ByteString line, Fields fields) {
    var client = fields.next();
    var radius = radiusKm(fields.next());
    var bound = bound(fields.next(), MAX_CLIENTS);
    if (radius <= 0 || bound <= 0 || !fields.next().isEmpty()) {
      return new Invalid(line);
    }
    return new WhosAt(line, client, radius, bound, Duration.ZERO);
  }

  /** A decimal number in (0, 50]; -1 for anything else. */
  private static double radiusKm(ByteString text) {
    var valid = !text.isEmpty() && Decimals.end(text, 0, MAX_RADIUS_KM) == text.length();
    return valid ? Double.parseDouble(text.toString()) : -1;
  }

  /** An integer up to a greatest one; 0 or -1 for anything else. */
  private static int bound(ByteString text, int greatest) {
    var bound = 0;
    for (var i = 0; i < text.length(); i++) {
      if (text.at(i) < '0' || text.at(i) > '9') {
        return -1;
      }
      bound = Math.min(greatest + 1, bound * 10 + text.at(i) - '0');
    }
    return bound <= greatest ? bound : -1;
  }
}
