package dev.proxyherd.http.phones;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.http.ClientId;
import dev.proxyherd.http.Problem;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.phones.Report.Fix;
import dev.proxyherd.http.phones.Report.Unusable;
import dev.proxyherd.location.ByteString;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OsmAnd's form: {@code id=…&lat=…&lon=…&timestamp=…}, in an address or a body. It has many more
 * fields, which a herd does not store.
 */
final class OsmAndFields {
  private static final Unusable NO_POSITION = new Unusable(LeftOut.NO_POSITION);

  private final Map<String, String> fields;

  OsmAndFields(Map<String, String> fields) {
    this.fields = fields;
  }

  /** Of a body; empty for what is no form. Of a field that is there twice, the first counts. */
  static Optional<OsmAndFields> parse(byte[] form) {
    var fields = new LinkedHashMap<String, String>();
    try {
      for (var pair : new String(form, UTF_8).split("&", -1)) {
        var equals = pair.indexOf('=');
        if (equals > 0) {
          fields.putIfAbsent(
              URLDecoder.decode(pair.substring(0, equals), UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(new OsmAndFields(fields));
  }

  /**
   * What they say.
   *
   * @throws ProblemException 400 where they do not say of which client, or none can be called so
   */
  Report report() {
    var client = client(fields.getOrDefault("id", fields.getOrDefault("deviceid", "")));
    var valid = fields.getOrDefault("valid", "");
    if (valid.equals("false") || valid.equals("0")) {
      return NO_POSITION;
    }
    var latitude = fields.get("lat");
    var longitude = fields.get("lon");
    var both = fields.getOrDefault("location", "");
    var comma = both.indexOf(',');
    if (latitude == null && longitude == null && comma >= 0) {
      latitude = both.substring(0, comma);
      longitude = both.substring(comma + 1);
    }
    if (latitude == null && longitude == null && both.isEmpty()) {
      return NO_POSITION; // a sign of life, or an alarm
    }
    return fix(client, latitude, longitude, fields.get("timestamp"));
  }

  /**
   * A name that a phone has.
   *
   * @throws ProblemException 400 where there is none, or none can be called so
   */
  static ByteString client(String id) {
    if (id.isEmpty()) {
      throw new ProblemException(Problem.BAD_CLIENT, "set a device identifier in the app: id");
    }
    return ClientId.checked(ByteString.of(id));
  }

  private static Report fix(
      ByteString client,
      @Nullable String latitude,
      @Nullable String longitude,
      @Nullable String timestamp) {
    var north = Degrees.of(latitude == null ? "" : latitude.strip(), Degrees.MAX_LATITUDE);
    var east = Degrees.of(longitude == null ? "" : longitude.strip(), Degrees.MAX_LONGITUDE);
    if (north.isEmpty() || east.isEmpty()) {
      return new Unusable(LeftOut.BAD_POSITION);
    }
    if (timestamp == null) {
      return new Fix(client, north.get(), east.get(), null);
    }
    var posix = PhoneTime.of(timestamp.strip());
    return posix.isEmpty()
        ? new Unusable(LeftOut.BAD_TIME)
        : new Fix(client, north.get(), east.get(), posix.get());
  }
}
