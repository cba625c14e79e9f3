package dev.proxyherd.http;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.location.Decimals;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** A request's query parameters: no others than those, and each once unless it is said. */
public final class Parameters {
  private static final String USUAL_RADIUS_KM = "10";

  private final ServerRequest request;

  /**
   * @param names those that there are
   * @throws ProblemException 400 for another
   */
  public Parameters(ServerRequest request, Set<String> names) {
    this(request, names, Set.of());
  }

  /**
   * @param names those that there are
   * @param repeated those of them that may be there more than once
   * @throws ProblemException 400 for another
   */
  public Parameters(ServerRequest request, Set<String> names, Set<String> repeated) {
    this.request = request;
    request
        .queryParams()
        .forEach(
            (name, values) -> {
              if (!names.contains(name)) {
                throw ProblemException.parameter(
                    name,
                    Objects.requireNonNullElse(values.getFirst(), ""),
                    "there is no such parameter here");
              }
              if (values.size() > 1 && !repeated.contains(name)) {
                throw ProblemException.parameter(
                    name, String.join(",", values), "it is there more than once");
              }
            });
  }

  /** One of them; null where it is not there. */
  public @Nullable String text(String name) {
    return request.queryParam(name).orElse(null);
  }

  /** {@code radius} in kilometres: a decimal number, more than 0 and up to a limit. */
  public double radiusKm(int limit) {
    var given = text("radius");
    var text = ByteString.of(given == null ? USUAL_RADIUS_KM : given);
    var valid = !text.isEmpty() && Decimals.end(text, 0, limit) == text.length();
    var radius = valid ? Double.parseDouble(text.toString()) : 0;
    if (radius <= 0) {
      throw ProblemException.parameter(
          "radius", given, "kilometres, more than 0 and at most " + limit);
    }
    return radius;
  }

  /** {@code max}, a whole number from 1 to a limit; where it is not there, what is usual. */
  public int max(int usual, int limit) {
    var given = text("max");
    if (given == null) {
      return usual;
    }
    var isNumber = given.matches("[0-9]{1,9}");
    var max = isNumber ? Integer.parseInt(given) : 0;
    if (max < 1 || max > limit) {
      throw ProblemException.parameter("max", given, "a whole number from 1 to " + limit);
    }
    return max;
  }

  /** A point: latitude and longitude in decimal degrees, a comma between. */
  public Coordinates point(String name) {
    var given = text(name);
    var right = "latitude,longitude in decimal degrees, such as 34.0689,-118.4451";
    if (given == null) {
      throw ProblemException.parameter(name, null, right);
    }
    return parsePoint(given).orElseThrow(() -> ProblemException.parameter(name, given, right));
  }

  /** As {@link #point}; empty where the text is none. */
  public static Optional<Coordinates> parsePoint(String text) {
    var comma = text.indexOf(',');
    var iso = comma < 0 ? "" : signed(text.substring(0, comma)) + signed(text.substring(comma + 1));
    return text.endsWith("/") ? Optional.empty() : Coordinates.parse(ByteString.of(iso));
  }

  /** To be thrown where one is right by itself, and wrong with the others. */
  public ProblemException wrong(String name, String detail) {
    return ProblemException.parameter(name, text(name), detail);
  }

  /** Degrees with their sign: a {@code +} in a query is a space to some. */
  public static String signed(String degrees) {
    var text = degrees.strip();
    return text.startsWith("-") || text.startsWith("+") ? text : "+" + text;
  }
}
