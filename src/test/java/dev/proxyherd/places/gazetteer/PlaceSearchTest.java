package dev.proxyherd.places.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A search finds what going through all places finds, and looks at few of them. */
@BesideOthers
class PlaceSearchTest {
  private static final int ROUNDS = 300;
  private static final int CITY = 200_000;
  private static final Coordinates DOWNTOWN = new Coordinates(34.05, -118.25);

  private final Random random = Seeds.random();

  @Test
  void findsWhatBruteForceFinds() throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var region = region();
      var places = places(random.nextInt(2_000), region);
      var types = random.nextBoolean() ? List.<String>of() : List.of("rare", "common");
      var index = index(places, types);
      for (var look = 0; look < 6; look++) {
        var rank = random.nextBoolean() ? Rank.DISTANCE : Rank.PROMINENCE;
        var center = anywhere(region);
        var radius = Math.pow(10, random.nextDouble() * 4.7);
        var bound = 1 + random.nextInt(20);
        assertThat(ids(index, rank, center, radius, bound))
            .as("round %d, %s, %s, %s, %f m, %d", round, rank, types, center, radius, bound)
            .isEqualTo(bruteForce(places, rank, types, center, radius, bound));
      }
    }
  }

  @Test
  void saysHowFarAwayPlacesAre() throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var region = region();
      var places = places(20, region);
      var center = anywhere(region);
      var found = index(places, List.of()).search(Rank.DISTANCE, center, 50_000, 20);
      for (var rank = 0; rank < found.size(); rank++) {
        // By haversine, of which the search knows nothing; places are kept to a centimetre.
        assertThat(found.metres(rank)).isCloseTo(nearest(places, center).get(rank), offset(0.02));
      }
    }
  }

  @Test
  void theDateLineIsNoWall() throws Exception {
    var index = index(List.of(at(0, 179.99), at(0, -179.99), at(0, 170)), List.of());

    for (var rank : Rank.values()) {
      assertThat(ids(index, rank, new Coordinates(0, 180), 50_000, 20))
          .containsExactlyInAnyOrder("0", "1");
      assertThat(ids(index, rank, new Coordinates(0, -180), 50_000, 20))
          .containsExactlyInAnyOrder("0", "1");
      assertThat(ids(index, rank, new Coordinates(0, -179.995), 50_000, 20))
          .containsExactly("1", "0");
    }
  }

  @Test
  void aPoleIsNearToAllLongitudes() throws Exception {
    var index = index(List.of(at(89.9, 0), at(89.8, 180), at(89, 0), at(-89.9, 0)), List.of());

    for (var rank : Rank.values()) {
      assertThat(ids(index, rank, new Coordinates(90, 123), 50_000, 20)).containsExactly("0", "1");
      assertThat(ids(index, rank, new Coordinates(89.9, 180), 50_000, 20))
          .containsExactly("1", "0");
      assertThat(ids(index, rank, new Coordinates(-90, 5), 50_000, 20)).containsExactly("3");
    }
    var found = index.search(Rank.DISTANCE, new Coordinates(89.9, 180), 50_000, 20);
    // Over the pole: two tenths of a degree.
    assertThat(Math.round(found.metres(0))).isEqualTo(11_120);
    assertThat(Math.round(found.metres(1))).isEqualTo(22_239);
  }

  @Test
  void placesAtTheSameSpotComeInTheirOrderAndWithoutLookingAtAll() throws Exception {
    var index = index(IntStream.range(0, 10_000).mapToObj(_ -> at(1, 1)).toList(), List.of());

    for (var rank : Rank.values()) {
      assertThat(ids(index, rank, new Coordinates(1, 1), 1, 20))
          .isEqualTo(IntStream.range(0, 20).mapToObj(Integer::toString).toList());
      assertThat(index.search(rank, new Coordinates(1, 1), 1, 20).visited()).isLessThan(50);
    }
  }

  @Test
  void anEmptyIndexHasNothing() throws Exception {
    assertThat(ids(index(List.of(), List.of()), Rank.DISTANCE, new Coordinates(1, 1), 50_000, 5))
        .isEmpty();
    var without = index(List.of(at(1, 1)), List.of("castle"));
    assertThat(ids(without, Rank.PROMINENCE, new Coordinates(1, 1), 50_000, 5)).isEmpty();
  }

  /**
   * All of a city is within 50 km. What is prominent is everywhere: a search of a type that never
   * is prominent must not have to look at the others.
   */
  @Test
  void looksAtFewPlacesOfACity() throws Exception {
    var points = new Random(1);
    PlaceIndex.Filler city =
        encoder -> {
          for (var place = 0; place < CITY; place++) {
            var type = place % 5_000 == 0 ? "rare" : place % 2 == 0 ? "common" : "prominent";
            encoder.add(
                new ImportedPlace(
                    "city:" + place,
                    "A",
                    DOWNTOWN.latitude() + points.nextGaussian() * 0.1,
                    DOWNTOWN.longitude() + points.nextGaussian() * 0.1,
                    List.of(type),
                    "",
                    type.equals("prominent") ? 1_000 + points.nextInt(1_000) : points.nextInt(9)));
          }
        };
    for (var types : List.of(List.<String>of(), List.of("rare"), List.of("common"))) {
      var index = PlaceIndex.inMemory(city, List.of(), types);
      for (var rank : Rank.values()) {
        var found = index.search(rank, DOWNTOWN, 50_000, 20);
        assertThat(found.size()).isEqualTo(20);
        assertThat(found.visited()).as("%s, %s", rank, types).isLessThan(3_000);
      }
      // Nearly everything prominent lies outside of a small circle.
      assertThat(index.search(Rank.PROMINENCE, DOWNTOWN, 1_000, 20).visited())
          .as("small, %s", types)
          .isLessThan(3_000);
    }
  }

  private static PlaceIndex index(List<ImportedPlace> places, List<String> types)
      throws IOException {
    return PlaceIndex.inMemory(
        encoder -> {
          for (var place = 0; place < places.size(); place++) {
            var one = places.get(place);
            // Its number is its name, to know it again.
            encoder.add(
                new ImportedPlace(
                    "",
                    Integer.toString(place),
                    one.latitude(),
                    one.longitude(),
                    one.types(),
                    "",
                    one.prominence()));
          }
        },
        List.of(),
        types);
  }

  private static List<String> ids(
      PlaceIndex index, Rank rank, Coordinates center, double radius, int bound) {
    var found = index.search(rank, center, radius, bound);
    var names = new ArrayList<String>();
    for (var place = 0; place < found.size(); place++) {
      names.add(PlaceIndexes.name(index, found.place(place)));
    }
    return names;
  }

  /** Where the places of a round lie: latitude from, to; longitude from, to. May cross 180°. */
  private double[] region() {
    return switch (random.nextInt(5)) {
      case 0 -> new double[] {-90, 90, -180, 180};
      case 1 -> new double[] {89.5, 90, -180, 180};
      case 2 -> new double[] {-90, -89.9, -180, 180};
      case 3 -> new double[] {-1, 1, 179.5, 180.5};
      default -> new double[] {34, 34.5, -118.5, -118};
    };
  }

  private Coordinates anywhere(double[] region) {
    var latitude = region[0] + random.nextDouble() * (region[1] - region[0]);
    var longitude = region[2] + random.nextDouble() * (region[3] - region[2]);
    return new Coordinates(latitude, longitude > 180 ? longitude - 360 : longitude);
  }

  private List<ImportedPlace> places(int count, double[] region) {
    var places = new ArrayList<ImportedPlace>();
    for (var place = 0; place < count; place++) {
      // Now and then the same spot again.
      var at =
          place > 0 && random.nextInt(10) == 0
              ? coordinates(places.get(random.nextInt(place)))
              : rounded(anywhere(region));
      var types =
          switch (random.nextInt(20)) {
            case 0 -> List.of("rare");
            case 1 -> List.of("other", "rare");
            case 2, 3, 4, 5, 6 -> List.of("common");
            case 7 -> List.<String>of();
            default -> List.of("other");
          };
      places.add(
          new ImportedPlace(
              "x", "x", at.latitude(), at.longitude(), types, "", random.nextInt(20) - 5));
    }
    return places;
  }

  private static ImportedPlace at(double latitude, double longitude) {
    return new ImportedPlace("", "x", latitude, longitude, List.of(), "", 0);
  }

  private static Coordinates coordinates(ImportedPlace place) {
    return new Coordinates(place.latitude(), place.longitude());
  }

  /** As exactly as a place is kept. */
  private static Coordinates rounded(Coordinates at) {
    return new Coordinates(
        Math.round(at.latitude() * 1e7) / 1e7, Math.round(at.longitude() * 1e7) / 1e7);
  }

  private static List<String> bruteForce(
      List<ImportedPlace> places,
      Rank rank,
      List<String> types,
      Coordinates center,
      double radius,
      int bound) {
    Comparator<Integer> near =
        Comparator.comparingDouble(place -> metres(center, places.get(place)));
    Comparator<Integer> prominent =
        Comparator.comparingDouble(place -> -places.get(place).prominence());
    return IntStream.range(0, places.size())
        .filter(place -> metres(center, places.get(place)) <= radius)
        .filter(
            place ->
                types.isEmpty() || places.get(place).types().stream().anyMatch(types::contains))
        .boxed()
        .sorted(
            rank == Rank.DISTANCE ? near.thenComparing(prominent) : prominent.thenComparing(near))
        .limit(bound)
        .map(place -> Integer.toString(place))
        .toList();
  }

  private static List<Double> nearest(List<ImportedPlace> places, Coordinates center) {
    return places.stream().map(place -> metres(center, place)).sorted().toList();
  }

  /** Great-circle distance by the haversine formula, which the search does not use. */
  private static double metres(Coordinates center, ImportedPlace place) {
    var latitude = Math.toRadians(center.latitude());
    var other = Math.toRadians(place.latitude());
    var north = Math.sin((other - latitude) / 2);
    var east = Math.sin(Math.toRadians(place.longitude() - center.longitude()) / 2);
    var half = north * north + Math.cos(latitude) * Math.cos(other) * east * east;
    return 2 * Sphere.EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
  }
}
