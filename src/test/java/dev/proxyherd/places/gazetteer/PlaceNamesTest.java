package dev.proxyherd.places.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names on a map: what is in a box, the most prominent first. */
class PlaceNamesTest {
  private static final Coordinates SOUTH_WEST = new Coordinates(-1, -1);
  private static final Coordinates NORTH_EAST = new Coordinates(1, 1);
  private static final int PLACES = 200;

  private final Random random = Seeds.random();

  @Test
  void theMostProminentComeFirstAndNoMoreThanAreWanted() throws Exception {
    var names =
        names(
            List.of(
                place("village", 0, 0, 5),
                place("capital", 0.5, 0.5, 900),
                place("abroad", 0, 3, 9000),
                place("town", -0.5, 0.5, 70)));
    assertThat(namesOf(names, SOUTH_WEST, NORTH_EAST, 200))
        .containsExactly("capital", "town", "village");
    assertThat(namesOf(names, SOUTH_WEST, NORTH_EAST, 2)).containsExactly("capital", "town");
  }

  @Test
  void anAnswerIsANearbySearchWithoutDistances() throws Exception {
    var answer = names(List.of(place("a \"b\"", 0.5, -0.25, 1))).within(SOUTH_WEST, NORTH_EAST, 5);
    assertThat(answer.status()).isEqualTo("OK");
    var json = JsonMapper.shared().readTree(answer.json());
    assertThat(json.at("/results/0/name").asString()).isEqualTo("a \"b\"");
    assertThat(json.at("/results/0/geometry/location").toString())
        .isEqualTo("{\"lat\":0.5,\"lng\":-0.25}");
    assertThat(json.at("/results/0").has("distance_meters")).isFalse();
    assertThat(json.at("/html_attributions/0").asString()).isEqualTo("credit");
  }

  @Test
  void findsWhatBruteForceFinds() throws Exception {
    var places = new ArrayList<ImportedPlace>();
    for (var number = 0; number < PLACES; number++) {
      places.add(place("p" + number, latitude(), longitude(), number));
    }
    var names = names(places);
    for (var round = 0; round < 500; round++) {
      var one = latitude();
      var other = latitude();
      var southWest = new Coordinates(Math.min(one, other), longitude());
      var northEast = new Coordinates(Math.max(one, other), longitude());
      assertThat(namesOf(names, southWest, northEast, PLACES))
          .as("%s to %s", southWest, northEast)
          .isEqualTo(
              places.stream()
                  .filter(place -> isWithin(place, southWest, northEast))
                  .sorted(Comparator.comparingDouble(place -> -place.prominence()))
                  .map(ImportedPlace::name)
                  .toList());
    }
  }

  /** Now and then at an edge of the world. */
  private double latitude() {
    return random.nextInt(10) == 0 ? 90 - 180 * random.nextInt(2) : random.nextDouble(-90, 90);
  }

  private double longitude() {
    return random.nextInt(10) == 0 ? 180 - 360 * random.nextInt(2) : random.nextDouble(-180, 180);
  }

  private static boolean isWithin(
      ImportedPlace place, Coordinates southWest, Coordinates northEast) {
    var west = southWest.longitude();
    var east = northEast.longitude();
    var at = place.longitude();
    var between =
        west <= east
            ? (at >= west && at <= east)
                || (at == 180 && west == -180)
                || (at == -180 && east == 180)
            : at >= west || at <= east;
    return between
        && place.latitude() >= southWest.latitude()
        && place.latitude() <= northEast.latitude();
  }

  @Test
  void nobodyWaitsForPlacesThatAreBeingLoaded() {
    var mayLoad = new CountDownLatch(1);
    var gazetteer =
        Gazetteers.of(
            Gazetteers.source(
                () -> {
                  try {
                    mayLoad.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  throw new IOException("damaged");
                }));
    var names = new PlaceNames(gazetteer);
    assertThat(names.within(SOUTH_WEST, NORTH_EAST, 1).status()).isEqualTo("ZERO_RESULTS");
    gazetteer.start();
    assertThat(gazetteer.state()).isEqualTo(Gazetteer.State.LOADING);
    assertThat(names.within(SOUTH_WEST, NORTH_EAST, 1).status()).isEqualTo("ZERO_RESULTS");
    mayLoad.countDown();
  }

  @Test
  void afterTheEndThereIsNothing() throws Exception {
    var gazetteer = gazetteer(List.of(place("p", 0, 0, 1)));
    var names = new PlaceNames(gazetteer);
    assertThat(namesOf(names, SOUTH_WEST, NORTH_EAST, 1)).containsExactly("p");
    gazetteer.stop();
    assertThat(namesOf(names, SOUTH_WEST, NORTH_EAST, 1)).isEmpty();
  }

  private static PlaceNames names(List<ImportedPlace> places) throws Exception {
    return new PlaceNames(gazetteer(places));
  }

  private static BackgroundGazetteer gazetteer(List<ImportedPlace> places) throws Exception {
    var gazetteer =
        Gazetteers.of(
            Gazetteers.source(
                () ->
                    PlaceIndex.inMemory(
                        encoder -> {
                          for (var place : places) {
                            encoder.add(place);
                          }
                        },
                        List.of("credit"),
                        List.of())));
    gazetteer.start();
    var _ = gazetteer.await();
    return gazetteer;
  }

  private static ImportedPlace place(
      String name, double latitude, double longitude, double prominence) {
    return new ImportedPlace("", name, latitude, longitude, List.of(), "", prominence);
  }

  private static List<String> namesOf(
      PlaceNames names, Coordinates southWest, Coordinates northEast, int max) {
    var answer = names.within(southWest, northEast, max);
    return JsonMapper.shared()
        .readTree(answer.json())
        .path("results")
        .valueStream()
        .map(PlaceNamesTest::name)
        .toList();
  }

  private static String name(JsonNode place) {
    return place.path("name").asString();
  }
}
