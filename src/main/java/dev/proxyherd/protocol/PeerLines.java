package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Timestamps;
import org.jspecify.annotations.Nullable;

/** Reads the peer protocol's lines. */
public final class PeerLines {
  /** The version of the peer protocol that is spoken here. */
  public static final String VERSION = "1";

  /** What stands for the epoch of a store never heard of. */
  public static final String NO_EPOCH = "-";

  /** Longer numbers would overflow; a change number, in microseconds, has 16 digits. */
  private static final int MAX_DIGITS = 18;

  private PeerLines() {}

  /** Reads one line, without its line end. */
  public static PeerLine parse(ByteString line) {
    var fields = new Fields(line);
    var verb = fields.next();
    if (verb.equalsAscii("?")) {
      return new PeerLine.Refusal(line.toString().strip().substring(1).strip());
    }
    var parsed = verb.equalsAscii("AT") ? update(line, fields) : control(verb, fields);
    return parsed == null || !fields.next().isEmpty() ? new PeerLine.Malformed(line) : parsed;
  }

  private static @Nullable PeerLine update(ByteString line, Fields fields) {
    var server = fields.next();
    var difference = fields.next();
    var client = fields.next();
    var location = fields.next();
    var time = fields.next();
    var number = number(fields.next());
    var valid =
        number > 0
            && Timestamps.parseDifference(difference) != Timestamps.INVALID
            && ClientLocation.isLocation(location)
            && Timestamps.parse(time) != Timestamps.INVALID;
    return valid
        ? new PeerLine.Update(
            line, new ClientLocation(server, difference, client, location, time), number)
        : null;
  }

  private static @Nullable PeerLine control(ByteString verb, Fields fields) {
    var first = fields.next();
    return switch (verb.toString()) {
      case "MARK" -> number(first) < 0 ? null : new PeerLine.Mark(number(first));
      case "ACK" -> number(first) < 0 ? null : new PeerLine.Ack(number(first));
      case "EPOCH" -> first.isEmpty() ? null : new PeerLine.Epoch(first.toString());
      case "HERD", "HELLO", "SINCE" -> handshake(verb, first, fields.next(), fields.next());
      default -> null;
    };
  }

  private static @Nullable PeerLine handshake(
      ByteString verb, ByteString first, ByteString second, ByteString third) {
    if (third.isEmpty()) {
      return null;
    }
    return switch (verb.toString()) {
      case "HERD" -> new PeerLine.Herd(first.toString(), second.toString(), third.toString());
      case "HELLO" -> new PeerLine.Hello(first.toString(), second.toString(), third.toString());
      default ->
          number(second) < 0
              ? null
              : new PeerLine.Since(first.toString(), number(second), third.toString());
    };
  }

  /** A whole number that is not negative; -1 for anything else. */
  private static long number(ByteString text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return -1;
    }
    var number = 0L;
    for (var i = 0; i < text.length(); i++) {
      if (text.at(i) < '0' || text.at(i) > '9') {
        return -1;
      }
      number = number * 10 + text.at(i) - '0';
    }
    return number;
  }
}
