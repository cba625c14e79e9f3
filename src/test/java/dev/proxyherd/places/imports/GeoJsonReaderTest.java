package dev.proxyherd.places.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.places.gazetteer.ImportedPlace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoJsonReaderTest {
  private static final ImportSettings CENTRES =
      new ImportSettings(null, Map.of(), true, Set.of(), 0, null, null, false);

  private @TempDir Path folder;

  private Imported read(String text) throws Exception {
    return Imported.of(folder, "map.geojson", text);
  }

  private static String point(String name, String properties) {
    return """
    {"type":"Feature","geometry":{"type":"Point","coordinates":[16.37,48.21]},"properties":{"name":"%s"%s}}\
    """
        .formatted(name, properties);
  }

  private static String shape(String name, String type, String coordinates) {
    return """
    {"properties":{"name":"%s"},"geometry":{"coordinates":%s,"type":"%s"},"type":"Feature"}\
    """
        .formatted(name, coordinates, type);
  }

  private static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[\n"
        + String.join(",\n", features)
        + "\n]}\n";
  }

  @Test
  void aPropertyEachIsWhatAPlaceIsMadeOf() throws Exception {
    var read =
        read(
            """
            {
              "type": "FeatureCollection", "name": "x", "crs": {"a": [1, {}]},
              "features": [
                {
                  "type": "Feature",
                  "id": 17,
                  "properties": {
                    "name": "Hütte", "other": {"deep": [1, 2]}, "type": "Alpine hut", "address": "Berg 1",
                    "population": 3, "nothing": null
                  },
                  "bbox": [1, 2, 3, 4],
                  "geometry": {"coordinates": [11.5, 47.25, 1200], "type": "Point"}
                }
              ]
            }
            """);
    assertThat(read.report().format()).isEqualTo(ImportFormat.GEOJSON);
    assertThat(read.only())
        .isEqualTo(
            new ImportedPlace("17", "Hütte", 47.25, 11.5, List.of("alpine_hut"), "Berg 1", 3));
  }

  @Test
  void openStreetMapsTagsSayWhatAPlaceIs() throws Exception {
    var read =
        read(
            collection(
                point("Cafe", ",\"@id\":\"node/240109189\",\"amenity\":\"cafe\""),
                point(
                    "Shop",
                    ",\"@type\":\"node\",\"@id\":12,\"shop\":\"no_such_shop\",\"addr:street\":\"Graben\","
                        + "\"addr:housenumber\":\"5\",\"addr:city\":\"Wien\""),
                point(
                    "Wien", ",\"place\":\"city\",\"population\":\"1 900 000\",\"amenity\":\"bar\""),
                point("Other", ",\"type\":\"multipolygon\"")
                    .replaceFirst("\\{", "{\"id\":\"n77\","),
                point("Museum", ",\"tourism\":\"museum\"").replaceFirst("\\{", "{\"id\":\"n78\","),
                point("Area", ",\"leisure\":\"park\"").replaceFirst("\\{", "{\"id\":\"a20\","),
                point("Area", ",\"leisure\":\"park\"").replaceFirst("\\{", "{\"id\":\"a21\",")));
    assertThat(read.places())
        .extracting(ImportedPlace::id)
        .containsExactly(
            "osm:node/240109189",
            "osm:node/12",
            "",
            "n77",
            "osm:node/78",
            "osm:way/10",
            "osm:relation/10");
    assertThat(read.places())
        .extracting(place -> place.types().getFirst())
        .containsExactly("cafe", "store", "locality", "multipolygon", "museum", "park", "park");
    assertThat(read.places())
        .extracting(ImportedPlace::prominence)
        .containsExactly(50.0, 20.0, 1_900_000.0, 0.0, 1000.0, 200.0, 200.0);
    assertThat(read.places().get(1).vicinity()).isEqualTo("Graben 5, Wien");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\u001e", "\n\u001e"})
  void aFeatureALineOrAsATextSequenceIsTheSame(String separator) throws Exception {
    var start = separator.strip().isEmpty() ? "" : "\u001e";
    var text =
        start
            + String.join(
                separator,
                point("One", ""),
                "{\"type\":\"Feature\", garbled",
                "[1,2]",
                point("Two", "") + point("Three", ""),
                point("Four", ""));
    var read = Imported.of(folder, "map.geojsonseq", text);
    assertThat(read.places()).extracting(ImportedPlace::name).containsExactly("One", "Four");
    assertThat(read.report().skipped())
        .extracting(one -> one.reason() + " " + one.count())
        .containsExactlyInAnyOrder("NOT_JSON 1", "NOT_A_FEATURE 2");
    assertThat(read.report().rows()).isEqualTo(5);
  }

  @Test
  void aFeatureInASequenceMayBeOfSeveralLines() throws Exception {
    var text = "\u001e{\n\"x\":1}\n\u001e" + point("One", "").replace(",", ",\n") + "\n";
    var read = Imported.of(folder, "map", text);
    assertThat(read.only().name()).isEqualTo("One");
    assertThat(read.skipped()).containsExactly("not a GeoJSON feature 1 [1]");
  }

  @Test
  void oneFeatureAloneAndCollectionsInARowAreReadToo() throws Exception {
    assertThat(read("\n{\n  " + point("One", "").substring(1)).only().name()).isEqualTo("One");
    var both = collection(point("One", "")) + collection(point("Two", ""));
    assertThat(read(both).places()).extracting(ImportedPlace::name).containsExactly("One", "Two");
  }

  @Test
  void saysWhatItSkipsAndWhere() throws Exception {
    var read =
        read(
            collection(
                point("One", ",\"id\":\"a\""),
                point("Two", ",\"id\":\"a\""),
                point("", ""),
                shape("Line", "LineString", "[[1,2],[3,4]]"),
                shape("Area", "Polygon", "[[[1,2],[3,2],[3,4],[1,2]]]"),
                shape("Empty", "Point", "[]"),
                shape("Words", "Point", "[\"1\",\"2\"]"),
                shape("Far", "Point", "[181,2]"),
                shape("Far", "Point", "[1e999,2]"),
                "{\"type\":\"Feature\",\"geometry\":null,\"properties\":null}",
                "17",
                point("half \\ud800", ""),
                point("x".repeat(3_000), "")));
    assertThat(read.only().name()).isEqualTo("One");
    assertThat(read.skipped())
        .containsExactlyInAnyOrder(
            "there before 1 [3]",
            "no name 1 [4]",
            "not a point 2 [5, 6]",
            "no coordinates 3 [7, 8, 11]",
            "latitude beyond 90 or longitude beyond 180 degrees 2 [9, 10]",
            "not a GeoJSON feature 1 [12]",
            "a text that is not UTF-8 1 [13]",
            "a line or a text that is too long 1 [14]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Polygon      | [[[10,40],[12,40],[12,44],[10,40]]]             | 42  | 11
          MultiPolygon | [[[[10,40],[12,40],[10,40]]],[[[20,50],[10,40]]]] | 45 | 15
          """)
  void areasCountByTheCentreOfTheirBoxIfAsked(
      String type, String coordinates, double latitude, double longitude) throws Exception {
    var text = collection(shape("Area", type, coordinates));
    var area = Imported.of(folder, "map.json", text, CENTRES).only();
    assertThat(area.latitude()).isEqualTo(latitude);
    assertThat(area.longitude()).isEqualTo(longitude);
  }

  @Test
  void anAreaAroundHalfTheWorldHasNoCentre() throws Exception {
    var text =
        collection(shape("Fiji", "Polygon", "[[[179,-16],[-179,-16],[-179,-18],[179,-16]]]"));
    assertThat(Imported.of(folder, "map.json", text, CENTRES).skipped())
        .containsExactly("not a point 1 [2]");
  }

  @Test
  void propertiesCanBeNamed() throws Exception {
    var settings =
        new ImportSettings(
            null, Map.of(PlaceField.NAME, "name:en"), false, Set.of(), 0, null, null, false);
    var text = collection(point("Wien", ",\"name:en\":\"Vienna\""), point("Graz", ""));
    assertThat(Imported.of(folder, "map.json", text, settings).places())
        .extracting(ImportedPlace::name)
        .containsExactly("Vienna", "Graz");
  }

  @Test
  void whatIsNotJsonEndsACollection() {
    assertThatThrownBy(() -> read(collection(point("One", ""), "{\"type\":\"Feature\",]")))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("map.geojson, line 3, column ");
    var cut = collection(point("One", "")).strip();
    assertThatThrownBy(() -> read(cut.substring(0, cut.length() - 2)))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("end-of-input");
    assertThatThrownBy(() -> read("{\"version\":0.6,\"elements\":[{}]}"))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("Overpass JSON");
    assertThatThrownBy(() -> read(collection("[".repeat(5_000))))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("nesting depth");
  }
}
