package dev.proxyherd.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.location.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record as JSON.
 *
 * @param client its name, as text: bytes that are not UTF-8 are U+FFFD here
 * @param path the client's path, in which its name is exact
 * @param location as the client spelled it, ISO 6709
 * @param time RFC 3339, in UTC, with up to nine decimals
 * @param posixTime the same as the client spelled it, in seconds since 1970
 * @param server the member that took it
 * @param clockDifference the server's receive time minus the client's time, in seconds
 * @param outcome what became of an update; null in other answers
 * @param distanceMetres from the point that was asked for; null in other answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientView(
    String client,
    String path,
    double latitude,
    double longitude,
    String location,
    String time,
    String posixTime,
    String server,
    BigDecimal clockDifference,
    @Nullable String outcome,
    @Nullable Double distanceMetres) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private static final int DECIMALS = 9;
  private static final long NANOS = 1_000_000_000;

  public static ClientView of(ClientLocation location) {
    var at = coordinates(location);
    return new ClientView(
        location.client().toString(),
        ClientId.path(location.client()),
        at.latitude(),
        at.longitude(),
        location.location().toString(),
        time(location.timeNanos()),
        location.time().toString(),
        location.server().toString(),
        BigDecimal.valueOf(Timestamps.parseDifference(location.difference()), DECIMALS),
        null,
        null);
  }

  /** The same, of an update. */
  ClientView withOutcome(String became) {
    return new ClientView(
        client,
        path,
        latitude,
        longitude,
        location,
        time,
        posixTime,
        server,
        clockDifference,
        became,
        distanceMetres);
  }

  /** The same, of a search. */
  ClientView at(double metres) {
    return new ClientView(
        client,
        path,
        latitude,
        longitude,
        location,
        time,
        posixTime,
        server,
        clockDifference,
        outcome,
        metres);
  }

  private static Coordinates coordinates(ClientLocation location) {
    return Coordinates.parse(location.location())
        .orElseThrow(() -> new IllegalStateException("stored without a location: " + location));
  }

  /** A time in nanoseconds since 1970 as answers have it. */
  public static String time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
        .toString();
  }

  public byte[] toJson() {
    return json(this);
  }

  /** Any answer as JSON, in UTF-8, with numbers in plain digits. */
  public static byte[] json(Object answer) {
    return JSON.writeValueAsBytes(answer);
  }

  /** Two records are the same, at whatever member, when their tags are. */
  public static String etag(ClientLocation location) {
    return '"' + HexFormat.of().toHexDigits(location.recordHash()) + '"';
  }
}
