package dev.proxyherd.http.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.testing.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaTest {
  private static Spot spot(double latitude, double longitude) {
    return new Spot(new Coordinates(latitude, longitude));
  }

  @ParameterizedTest
  @CsvSource({
    // south, west, north, east, latitude, longitude, inside
    "-10, -20, 10, 20, 10, 20, true",
    "-10, -20, 10, 20, 10.0001, 20, false",
    "-10, -20, 10, 20, 0, 20.0001, false",
    "-10, 170, 10, -170, 0, 175, true",
    "-10, 170, 10, -170, 0, -175, true",
    "-10, 170, 10, -170, 0, 180, true",
    "-10, 170, 10, -170, 0, -180, true",
    "-10, 170, 10, -170, 0, 0, false",
    "-10, 170, 10, 180, 0, -180, true",
    "-10, -180, 10, -170, 0, 180, true",
    "-10, -180, 10, 180, 0, 77, true",
    "80, 10, 90, 20, 90, -150, true",
    "80, 10, 90, 20, 89.9999, -150, false",
    "-90, 10, -80, 20, -90, 0, true",
    "5, 5, 5, 5, 5, 5, true"
  })
  void aBox(
      double south,
      double west,
      double north,
      double east,
      double latitude,
      double longitude,
      boolean inside) {
    assertThat(new Area.Box(south, west, north, east).contains(spot(latitude, longitude)))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @CsvSource({
    // a degree of a great circle is 111.195 km
    "0, 179.9, 0, -179.9, 22.3, true",
    "0, 179.9, 0, -179.9, 22.2, false",
    "89.9, 0, 89.9, 180, 22.3, true",
    "89.9, 0, 89.9, 180, 22.2, false",
    "-90, 0, -90, 123, 0.001, true",
    "34, -118, 34, -118.0001, 0.0093, true",
    "34, -118, 34, -118.0001, 0.0091, false",
    "0, 0, 0, 180, 20016, true",
    "0, 0, 0, 180, 20014, false",
    "12, 34, -12, -146, 20038, true"
  })
  void aCircle(
      double latitude,
      double longitude,
      double otherLatitude,
      double otherLongitude,
      double km,
      boolean inside) {
    var circle = new Area.Circle(new Coordinates(latitude, longitude), km * 1000);
    assertThat(circle.contains(spot(otherLatitude, otherLongitude))).isEqualTo(inside);
  }

  @Test
  void aCircleIsAllWithinItsRadius() {
    var random = Seeds.random();
    for (var i = 0; i < 20_000; i++) {
      var from = new Coordinates(random.nextDouble(-90, 90), random.nextDouble(-180, 180));
      var to = new Coordinates(random.nextDouble(-90, 90), random.nextDouble(-180, 180));
      var metres = haversine(from, to);
      assertThat(new Area.Circle(from, metres * 1.000001 + 0.1).contains(new Spot(to)))
          .as("%s %s %f", from, to, metres)
          .isTrue();
      assertThat(new Area.Circle(from, metres * 0.999 - 0.1).contains(new Spot(to)))
          .as("%s %s %f", from, to, metres)
          .isFalse();
    }
  }

  private static double haversine(Coordinates from, Coordinates to) {
    var up = Math.sin(Math.toRadians(to.latitude() - from.latitude()) / 2);
    var across = Math.sin(Math.toRadians(to.longitude() - from.longitude()) / 2);
    var sum =
        up * up
            + Math.cos(Math.toRadians(from.latitude()))
                * Math.cos(Math.toRadians(to.latitude()))
                * across
                * across;
    return 2 * 6_371_008.8 * Math.asin(Math.sqrt(Math.min(1, sum)));
  }
}
