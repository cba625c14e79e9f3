package dev.proxyherd.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.testing.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Distances, held against other formulas and against the sphere itself. */
class SphereTest {
  private static final double HALF_AROUND = Math.PI * Sphere.RADIUS_METRES;

  private final Random random = Seeds.random();

  @Test
  void isTheAngleBetweenVectors() {
    for (var i = 0; i < 10_000; i++) {
      var one = anywhere();
      var other = anywhere();
      // The cosine says little of small angles, and as little of those near to a half turn.
      assertThat(Sphere.distance(one, other)).isEqualTo(byVectors(one, other), within(1.0));
      assertThat(Sphere.distance(one, other))
          .isEqualTo(Sphere.distance(other, one), within(1e-6))
          .isBetween(0.0, HALF_AROUND + 1e-6);
    }
  }

  @Test
  void isRightForWhatIsNearAndForTheOtherSide() {
    var metre = Math.toDegrees(1 / Sphere.RADIUS_METRES);
    for (var latitude : new double[] {0, 34, -89.9, 90}) {
      var here = new Coordinates(latitude, 180);
      var north = new Coordinates(latitude > 0 ? latitude - metre : latitude + metre, -180);
      assertThat(Sphere.distance(here, north)).isEqualTo(1, within(1e-6));
      assertThat(Sphere.distance(here, here)).isZero();
      var opposite = new Coordinates(-latitude, 0);
      assertThat(Sphere.distance(here, opposite)).isEqualTo(HALF_AROUND, within(1e-3));
      var nearlyOpposite = new Coordinates(-north.latitude(), 0);
      assertThat(Sphere.distance(here, nearlyOpposite)).isEqualTo(HALF_AROUND - 1, within(1e-3));
    }
  }

  /** The cells on the way to any point: none is farther than the point, and none is far nearer. */
  @Test
  void noPointIsNearerThanItsCells() {
    for (var i = 0; i < 3_000; i++) {
      var point = anywhere();
      var latitude = Cell.latitude(point.latitude());
      var longitude = Cell.longitude(point.longitude());
      var center = random.nextInt(4) == 0 ? nearTo(point) : anywhere();
      var distance = Sphere.distance(center, point);
      var leaf = new Leaf();
      while (leaf.longestAxis() != Cell.Axis.ID) {
        var nearest =
            leaf.distance(Math.toRadians(center.latitude()), Math.toRadians(center.longitude()));
        assertThat(leaf.contains(latitude, longitude)).isTrue();
        assertThat(nearest).as("%s to %s", center, point).isLessThanOrEqualTo(distance);
        var fork = new Fork(leaf);
        leaf = new Leaf(fork, fork.side(latitude, longitude, 0));
      }
      assertThat(
              leaf.distance(Math.toRadians(center.latitude()), Math.toRadians(center.longitude())))
          .as("to a cell of a metre: %s to %s", center, point)
          .isEqualTo(distance, within(2.0));
    }
  }

  private Coordinates anywhere() {
    return switch (random.nextInt(6)) {
      case 0 -> new Coordinates(90, degrees(180));
      case 1 -> new Coordinates(-90 + random.nextDouble() / 1000, degrees(180));
      case 2 -> new Coordinates(degrees(90), random.nextBoolean() ? 180 : -180);
      case 3 -> new Coordinates(0, 0);
      default -> new Coordinates(degrees(90), degrees(180));
    };
  }

  private Coordinates nearTo(Coordinates point) {
    var size = Math.pow(10, -random.nextInt(8));
    return new Coordinates(
        Math.clamp(point.latitude() + degrees(size), -90, 90),
        Math.clamp(point.longitude() + degrees(size), -180, 180));
  }

  private double degrees(double limit) {
    return (2 * random.nextDouble() - 1) * limit;
  }

  private static double byVectors(Coordinates one, Coordinates other) {
    var a = vector(one);
    var b = vector(other);
    var cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    return Sphere.RADIUS_METRES * Math.acos(Math.clamp(cosine, -1, 1));
  }

  private static double[] vector(Coordinates point) {
    var latitude = Math.toRadians(point.latitude());
    var longitude = Math.toRadians(point.longitude());
    return new double[] {
      Math.cos(latitude) * Math.cos(longitude),
      Math.cos(latitude) * Math.sin(longitude),
      Math.sin(latitude)
    };
  }
}
