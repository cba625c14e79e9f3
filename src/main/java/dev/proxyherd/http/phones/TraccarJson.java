package dev.proxyherd.http.phones;

import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.phones.Report.Fix;
import dev.proxyherd.http.phones.Report.Unusable;
import dev.proxyherd.location.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * JSON of Traccar Client. Version 9 sends {@code {"location": {"timestamp": …, "coords": {…}},
 * "device_id": …}}, with an array of locations where it sends several; version 10, where it sends
 * JSON at all, an array of objects with the fields of {@link OsmAndFields}.
 */
final class TraccarJson {
  private static final Unusable MALFORMED = new Unusable(LeftOut.MALFORMED);
  private static final String LOCATION = "location";

  private TraccarJson() {}

  /**
   * Reads a body.
   *
   * @throws ProblemException 400 where it does not say of which client
   */
  static List<Report> reports(JsonNode body) {
    var reports = new ArrayList<Report>();
    for (var each : each(body)) {
      if (!each.isObject()) {
        reports.add(MALFORMED);
      } else if (each.has("device_id")) {
        var client = OsmAndFields.client(each.path("device_id").asString(""));
        for (var location : each(each.path(LOCATION))) {
          reports.add(location(location, client));
        }
      } else {
        reports.add(flat(each));
      }
    }
    return reports;
  }

  private static Iterable<JsonNode> each(JsonNode node) {
    return node.isArray() ? node : List.of(node);
  }

  private static Report location(JsonNode location, ByteString client) {
    if (!location.isObject()) {
      return MALFORMED;
    }
    var coordinates = location.path("coords");
    if (!coordinates.has("latitude") && !coordinates.has("longitude")) {
      return new Unusable(LeftOut.NO_POSITION);
    }
    var latitude = Degrees.of(coordinates.path("latitude"), Degrees.MAX_LATITUDE);
    var longitude = Degrees.of(coordinates.path("longitude"), Degrees.MAX_LONGITUDE);
    if (latitude.isEmpty() || longitude.isEmpty()) {
      return new Unusable(LeftOut.BAD_POSITION);
    }
    if (!location.has("timestamp")) {
      return new Fix(client, latitude.get(), longitude.get(), null);
    }
    var posix = PhoneTime.of(location.path("timestamp"));
    return posix.isEmpty()
        ? new Unusable(LeftOut.BAD_TIME)
        : new Fix(client, latitude.get(), longitude.get(), posix.get());
  }

  private static Report flat(JsonNode object) {
    var fields = new LinkedHashMap<String, String>();
    for (var property : object.properties()) {
      var value = property.getValue();
      if (value.isNumber()) {
        fields.put(property.getKey(), value.decimalValue().toString());
      } else if (value.isString() || value.isBoolean()) {
        fields.put(property.getKey(), value.asString());
      }
    }
    return new OsmAndFields(fields).report();
  }
}
