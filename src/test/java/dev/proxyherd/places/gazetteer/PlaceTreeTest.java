package dev.proxyherd.places.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Coordinates;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tree finds what going through all points finds. */
class PlaceTreeTest {
  private static final int ROUNDS = 300;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void findsWhatBruteForceFinds() {
    for (var round = 0; round < ROUNDS; round++) {
      var points = new Points(random, random.nextInt(2_000), region());
      for (var look = 0; look < 5; look++) {
        var center = points.anywhere(random);
        var radius = Math.pow(10, random.nextDouble() * 4.7);
        var bound = 1 + random.nextInt(20);
        assertThat(points.tree.nearest(center, radius, bound))
            .as("seed %d, round %d, %s, %f m, %d", seed, round, center, radius, bound)
            .isEqualTo(points.bruteForce(center, radius, bound));
      }
    }
  }

  @Test
  void theDateLineIsNoWall() {
    var tree = new PlaceTree(new int[] {0, 0, 0}, new int[] {17_999_000, -17_999_000, 17_000_000});

    assertThat(tree.nearest(new Coordinates(0, 180), 50_000, 20)).containsExactlyInAnyOrder(0, 1);
    assertThat(tree.nearest(new Coordinates(0, -180), 50_000, 20)).containsExactlyInAnyOrder(0, 1);
    assertThat(tree.nearest(new Coordinates(0, -179.995), 50_000, 20)).containsExactly(1, 0);
  }

  @Test
  void aPoleIsNearToAllLongitudes() {
    var latitudes = new int[] {8_990_000, 8_980_000, 8_900_000, -8_990_000};
    var longitudes = new int[] {0, 18_000_000, 0, 0};
    var tree = new PlaceTree(latitudes, longitudes);

    assertThat(tree.nearest(new Coordinates(90, 123), 50_000, 20)).containsExactly(0, 1);
    assertThat(tree.nearest(new Coordinates(89.9, 179), 50_000, 20)).containsExactly(1, 0);
    assertThat(tree.nearest(new Coordinates(-90, 5), 50_000, 20)).containsExactly(3);
  }

  @Test
  void pointsAtTheSameSpotComeInTheirOrder() {
    var tree = new PlaceTree(new int[100], new int[100]);

    assertThat(tree.nearest(new Coordinates(0, 0), 0.001, 20))
        .isEqualTo(IntStream.range(0, 20).toArray());
  }

  @Test
  void anEmptyTreeHasNothing() {
    assertThat(new PlaceTree(new int[0], new int[0]).nearest(new Coordinates(1, 1), 50_000, 5))
        .isEmpty();
  }

  /** Where the points of a round lie: latitude from, to; longitude from, to. May cross 180°. */
  private double[] region() {
    return switch (random.nextInt(5)) {
      case 0 -> new double[] {-90, 90, -180, 180};
      case 1 -> new double[] {89.5, 90, -180, 180};
      case 2 -> new double[] {-90, -89.9, -180, 180};
      case 3 -> new double[] {-1, 1, 179.5, 180.5};
      default -> new double[] {34, 34.5, -118.5, -118};
    };
  }

  private static final class Points {
    private final double[] region;
    private final int[] latitudes;
    private final int[] longitudes;
    private final PlaceTree tree;

    Points(Random random, int count, double[] region) {
      this.region = region;
      latitudes = new int[count];
      longitudes = new int[count];
      for (var point = 0; point < count; point++) {
        var at = anywhere(random);
        // Now and then the same spot again.
        var copied = point > 0 && random.nextInt(10) == 0;
        latitudes[point] = copied ? latitudes[point - 1] : (int) (at.latitude() * 1e5);
        longitudes[point] = copied ? longitudes[point - 1] : (int) (at.longitude() * 1e5);
      }
      tree = new PlaceTree(latitudes, longitudes);
    }

    Coordinates anywhere(Random random) {
      var latitude = region[0] + random.nextDouble() * (region[1] - region[0]);
      var longitude = region[2] + random.nextDouble() * (region[3] - region[2]);
      return new Coordinates(latitude, longitude > 180 ? longitude - 360 : longitude);
    }

    int[] bruteForce(Coordinates center, double radius, int bound) {
      return IntStream.range(0, latitudes.length)
          .filter(point -> metres(center, point) <= radius)
          .boxed()
          .sorted(Comparator.<Integer>comparingDouble(point -> metres(center, point)))
          .limit(bound)
          .mapToInt(point -> point)
          .toArray();
    }

    /** Great-circle distance by the haversine formula, which the tree does not use. */
    double metres(Coordinates center, int point) {
      var latitude = Math.toRadians(center.latitude());
      var other = Math.toRadians(latitudes[point] / 1e5);
      var north = Math.sin((other - latitude) / 2);
      var east = Math.sin(Math.toRadians(longitudes[point] / 1e5 - center.longitude()) / 2);
      var half = north * north + Math.cos(latitude) * Math.cos(other) * east * east;
      return 2 * PlaceTree.EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
    }
  }
}
