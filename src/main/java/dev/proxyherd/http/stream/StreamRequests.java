package dev.proxyherd.http.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.access.ClientPattern;
import dev.proxyherd.http.Caller;
import dev.proxyherd.http.ClientId;
import dev.proxyherd.http.Parameters;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Coordinates;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Reads what a stream is to tell from its request. */
final class StreamRequests {
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final String CLIENT = "client";
  private static final int MAX_CLIENTS = 100;
  private static final int MAX_RADIUS_KM = 20_038;
  private static final int METRES = 1000;
  private static final Set<String> NAMES =
      Set.of("from", CLIENT, "near", "radius", "box", "events", "last-event-id");

  private StreamRequests() {}

  /**
   * What a request asks for.
   *
   * @throws ProblemException 400 where a parameter is wrong, 403 where the caller may not ask for a
   *     client that it names
   */
  static StreamRequest of(ServerRequest request, Caller caller) {
    var parameters = new Parameters(request, NAMES, Set.of(CLIENT));
    var area = area(parameters);
    var header = request.headers().firstHeader(LAST_EVENT_ID);
    return new StreamRequest(
        clients(request, caller),
        area,
        events(parameters.text("events"), area),
        fromNow(parameters.text("from")),
        Optional.ofNullable(header == null ? parameters.text("last-event-id") : header)
            .filter(id -> !id.isEmpty()));
  }

  private static boolean fromNow(@Nullable String from) {
    if (from != null && !from.equals("now") && !from.equals("start")) {
      throw ProblemException.parameter("from", from, "start or now");
    }
    return "now".equals(from);
  }

  private static Predicate<ByteString> clients(ServerRequest request, Caller caller) {
    var patterns = patterns(request.uri().getRawQuery());
    for (var pattern : patterns) {
      if (!pattern.isPrefix()) {
        caller.checkMayAskFor(ClientId.checked(pattern.text()));
      }
    }
    Predicate<ByteString> wanted =
        client -> patterns.isEmpty() || patterns.stream().anyMatch(each -> each.matches(client));
    return caller.mayAskForAll() ? wanted : wanted.and(caller::mayAskFor);
  }

  /** From the query itself: a name is bytes, and an asterisk is one only where it is not coded. */
  private static List<ClientPattern> patterns(@Nullable String query) {
    var patterns = new ArrayList<ClientPattern>();
    for (var part : (query == null ? "" : query).split("&", -1)) {
      var equals = part.indexOf('=');
      if (!URLDecoder.decode(equals < 0 ? part : part.substring(0, equals), UTF_8).equals(CLIENT)) {
        continue;
      }
      var text = equals < 0 ? "" : part.substring(equals + 1);
      if (patterns.size() == MAX_CLIENTS) {
        throw ProblemException.parameter(CLIENT, text, "up to " + MAX_CLIENTS + " of them");
      }
      var isPrefix = text.endsWith("*");
      var name = ClientId.decode(isPrefix ? text.substring(0, text.length() - 1) : text);
      patterns.add(new ClientPattern(name, isPrefix));
    }
    return patterns;
  }

  private static @Nullable Area area(Parameters parameters) {
    var box = parameters.text("box");
    var near = parameters.text("near");
    if (near == null) {
      if (parameters.text("radius") != null) {
        throw ProblemException.parameter("near", null, "radius says how far from there");
      }
      return box == null ? null : box(box);
    }
    if (box != null) {
      throw ProblemException.parameter("box", box, "either a box or near, and not both");
    }
    var point = parameters.point("near");
    return new Area.Circle(point, parameters.radiusKm(MAX_RADIUS_KM) * METRES);
  }

  private static Area.Box box(String text) {
    var right =
        "south,west,north,east in decimal degrees, south not north of north, such as"
            + " 33.9,-118.7,34.4,-118.1";
    var parts = text.split(",", -1);
    if (parts.length == 4) {
      var southWest = corner(parts[0], parts[1]);
      var northEast = corner(parts[2], parts[3]);
      if (southWest.isPresent() && northEast.isPresent()) {
        var low = southWest.get();
        var high = northEast.get();
        if (low.latitude() <= high.latitude()) {
          return new Area.Box(low.latitude(), low.longitude(), high.latitude(), high.longitude());
        }
      }
    }
    throw ProblemException.parameter("box", text, right);
  }

  private static Optional<Coordinates> corner(String latitude, String longitude) {
    return Coordinates.parse(
        ByteString.of(Parameters.signed(latitude) + Parameters.signed(longitude)));
  }

  private static Set<AreaEvent> events(@Nullable String text, @Nullable Area area) {
    if (text == null) {
      return EnumSet.allOf(AreaEvent.class);
    }
    if (area == null) {
      throw ProblemException.parameter("events", text, "only with an area: near or box");
    }
    var events = EnumSet.noneOf(AreaEvent.class);
    for (var name : text.split(",", -1)) {
      var before = events.size();
      for (var event : AreaEvent.values()) {
        if (event.label().equals(name)) {
          events.add(event);
        }
      }
      if (events.size() == before) {
        throw ProblemException.parameter(
            "events", text, "enter, inside and exit, each once, with a comma between");
      }
    }
    return events;
  }
}
