package dev.proxyherd.places.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.FastFolder;
import dev.proxyherd.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read again, and nothing else. */
@BesideOthers
class PlaceFileTest {
  private static final Coordinates HOME = new Coordinates(48.2, 16.37);

  @TempDir(factory = FastFolder.class)
  private Path folder;

  @Test
  void whatIsWrittenIsAnswered() throws Exception {
    var file = folder.resolve("places");
    try (var writer = PlaceFileWriter.create(file, List.of("<b>me</b>", "\"you\""))) {
      writer.add(
          new ImportedPlace(
              "osm:1",
              "Café \"Süd\"",
              48.2000001,
              16.37,
              List.of("cafe", "food"),
              "Ring 1,\nWien",
              -0.5));
      writer.add(new ImportedPlace("", "東京", -90, -180, List.of(), "", 1e300));
      var summary = writer.finish();
      assertThat(summary).isEqualTo(new PlaceFileSummary(2, Files.size(file), 0));
    }
    assertThat(folder).isDirectoryContaining(only -> only.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
    var gazetteer = Gazetteers.of(GazetteerSource.of(file, List.of()));
    gazetteer.start();
    var places = new GazetteerPlaces(gazetteer, Rank.DISTANCE);

    assertThat(places.near(new PlacesQuery(HOME, 10, 20)).json())
        .isEqualTo(
            """
            {
              "html_attributions": ["<b>me</b>", "\\"you\\""],
              "results": [
                {"geometry": {"location": {"lat": 48.2000001, "lng": 16.37}}, \
            "name": "Café \\"Süd\\"", "place_id": "osm:1", "types": ["cafe", "food"], \
            "vicinity": "Ring 1,\\u000aWien", "distance_meters": 0}
              ],
              "status": "OK"
            }\
            """);
    assertThat(places.near(new PlacesQuery(new Coordinates(-89.9, 7), 50_000, 20)).json())
        .contains(
            "{\"geometry\": {\"location\": {\"lat\": -90, \"lng\": -180}}, \"name\": \"東京\","
                + " \"place_id\": \"gazetteer:",
            "\", \"types\": [], \"distance_meters\": 11120}");
    gazetteer.stop();
  }

  @Test
  void aFileIsSearchedLikePlacesInMemory() throws Exception {
    var random = Seeds.random();
    var places =
        random
            .ints(5_000, 0, 1_000_000)
            .mapToObj(
                seed ->
                    new ImportedPlace(
                        "id:" + seed,
                        "name " + seed,
                        48 + seed % 1_000 / 1_000.0,
                        16 + (seed - seed % 1_000) / 1e6,
                        List.of("type" + seed % 300),
                        "vicinity " + seed % 7,
                        seed % 11))
            .toList();
    var file = write(places);
    for (var types : List.of(List.<String>of(), List.of("type7", "type8"))) {
      try (var mapped = PlaceFile.open(file, types)) {
        var inMemory =
            PlaceIndex.inMemory(
                encoder -> {
                  for (var place : places) {
                    encoder.add(place);
                  }
                },
                List.of(),
                types);
        for (var rank : Rank.values()) {
          var one = mapped.search(rank, HOME, 50_000, 20);
          var other = inMemory.search(rank, HOME, 50_000, 20);
          assertThat(one.size()).isEqualTo(other.size()).isPositive();
          for (var place = 0; place < one.size(); place++) {
            assertThat(PlaceIndexes.name(mapped, one.place(place)))
                .isEqualTo(PlaceIndexes.name(inMemory, other.place(place)));
          }
        }
      }
    }
  }

  @Test
  void aFileWithoutPlacesIsOne() throws Exception {
    try (var index = PlaceFile.open(write(List.of()), List.of())) {
      assertThat(index.size()).isZero();
      assertThat(index.search(Rank.DISTANCE, HOME, 50_000, 20).size()).isZero();
    }
  }

  @Test
  void anImportThatFailsLeavesWhatWasThere() throws Exception {
    var file = write(List.of(place(1)));
    var before = Files.readAllBytes(file);
    try (var writer = PlaceFileWriter.create(file, List.of())) {
      writer.add(place(2));
    }
    assertThat(file).hasBinaryContent(before);
    assertThat(folder.toFile().list()).hasSize(1);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> PlaceFileWriter.create(folder.resolve("no/places"), List.of()));
  }

  @Test
  void aLinkStaysALink() throws Exception {
    var file = write(List.of(place(1)));
    var link = Files.createSymbolicLink(folder.resolve("link"), file);
    try (var writer = PlaceFileWriter.create(link, List.of())) {
      writer.add(place(1));
      writer.add(place(2));
      writer.finish();
    }
    assertThat(link).isSymbolicLink();
    try (var index = PlaceFile.open(file, List.of())) {
      assertThat(index.size()).isEqualTo(2);
    }
  }

  @Test
  void noByteMayBeAnother() throws Exception {
    var good = Files.readAllBytes(write(List.of(place(1), place(2), place(3))));
    for (var at = 0; at < good.length; at++) {
      var bad = good.clone();
      bad[at] ^= 1;
      assertThatExceptionOfType(PlaceFile.UnusableException.class)
          .as("byte %d of %d", at, good.length)
          .isThrownBy(() -> PlaceFile.open(file(bad), List.of()))
          .withMessageContaining("bad");
    }
  }

  @Test
  void aFileThatIsCutOffOrTooLongIsNone() throws Exception {
    var good = Files.readAllBytes(write(List.of(place(1), place(2))));
    for (var length = 0; length < good.length + 2; length++) {
      var bad = Arrays.copyOf(good, length);
      if (length != good.length) {
        assertThatExceptionOfType(PlaceFile.UnusableException.class)
            .as("%d of %d bytes", length, good.length)
            .isThrownBy(() -> PlaceFile.checkHeader(file(bad)));
      }
    }
  }

  /** Checksums do not help against whoever makes them. */
  @Test
  void aFileThatPointsElsewhereIsRefused() throws Exception {
    var good = Files.readAllBytes(write(List.of(place(1), place(2), place(3))));
    var random = Seeds.random();
    for (var round = 0; round < 2_000; round++) {
      var bad = good.clone();
      bad[PlaceFormat.SECTIONS_AT + random.nextInt(bad.length - PlaceFormat.SECTIONS_AT)] =
          (byte) random.nextInt();
      var file = PlaceIndexes.sealed(file(bad));
      try (var index = PlaceFile.open(file, List.of())) {
        // Or else it is good for something, and in any case harmless.
        assertThat(index.search(Rank.DISTANCE, HOME, 50_000, 20).size()).isLessThanOrEqualTo(20);
      } catch (PlaceFile.UnusableException refused) {
        assertThat(refused).hasMessageContaining("does not hold together");
      }
    }
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() throws Exception {
    var good = Files.readAllBytes(write(List.of(place(1))));
    var later = good.clone();
    later[PlaceFormat.VERSION_AT] = 9;
    assertRefused(file(later), "is of format 9", "import the places again");
    assertRefused(file(JsonBytes.utf8("{\"type\": \"FeatureCollection\"}")), "herd places import");
    assertRefused(file(new byte[0]), "is not a file of places");
    assertRefused(file(Arrays.copyOf(good, 200)), "was not written to its end", "200");
    assertRefused(folder.resolve("none"), "is not there");
    assertRefused(folder, "is a folder");
  }

  private static void assertRefused(Path file, String... message) {
    assertThatExceptionOfType(PlaceFile.UnusableException.class)
        .isThrownBy(() -> PlaceFile.checkHeader(file))
        .withMessageContainingAll(message)
        .withMessageStartingWith(file.toString());
  }

  @ParameterizedTest
  @ValueSource(doubles = {90.1, -91, Double.NaN, Double.POSITIVE_INFINITY})
  void aPlaceIsOnTheEarth(double latitude) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImportedPlace("", "x", latitude, 0, List.of(), "", 0))
        .withMessageContaining("latitude");
  }

  @Test
  void aPlaceKeepsItsLimits() {
    var long1001 = "x".repeat(1_001);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImportedPlace("", long1001, 0, 0, List.of(), "", 0))
        .withMessage("its name is longer than 1000 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImportedPlace("", " ", 0, 0, List.of(), "", 0))
        .withMessage("it has no name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImportedPlace("", "x", 0, 180.5, List.of(), "", 0))
        .withMessageContaining("longitude");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImportedPlace("", "x", 0, 0, List.of(), "", Double.NaN));
    // As long as can be, and every character to be escaped.
    assertThat(new ImportedPlace("", "\u0001".repeat(1_000), 0, 0, List.of(), "", 0)).isNotNull();
  }

  @Test
  void theLongestTextsFitIn() throws Exception {
    var text = "\u0001".repeat(1_000);
    var file = write(List.of(new ImportedPlace(text, text, 1, 1, List.of("t"), text, 0)));
    try (var index = PlaceFile.open(file, List.of())) {
      assertThat(PlaceIndexes.name(index, 0)).isEqualTo("\\u0001".repeat(1_000));
    }
  }

  private static ImportedPlace place(int number) {
    return new ImportedPlace(
        "id:" + number, "n" + number, 48 + number / 10.0, 16, List.of("t"), "v", number);
  }

  private Path write(List<ImportedPlace> places) throws IOException {
    var file = folder.resolve("places");
    PlaceIndexes.write(file, places);
    return file;
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("bad"), content);
  }
}
