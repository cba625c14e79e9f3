package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ./herd places import} makes, says, and leaves alone. */
class PlacesImportCommandTest {
  private static final String HUTS = "name,lat,lon\nHut,47,11\n,47,12\n,47,13\nInn,47,14\n";
  private static final String POINT =
      """
      {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"name":"A"}}\
      """;
  private static final String AREA =
      """
      {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]},"properties":{"name":"B"}}\
      """;

  private @TempDir Path home;
  private FakeHerd herd;
  private Path huts;
  private Path map;

  @BeforeEach
  void makeFiles() throws IOException {
    herd = new FakeHerd(home);
    huts = Files.writeString(home.resolve("huts.csv"), HUTS);
    map = Files.writeString(home.resolve("map.geojson"), POINT + "\n" + AREA + "\n");
  }

  @Test
  void makesOneFileOfAllAndSaysWhatIsMissingFromIt() throws Exception {
    assertThat(herd.run("places", "import", "" + huts, "" + map, "--credit", ""))
        .as(() -> herd.err)
        .isZero();
    var made = home.resolve("places/huts.places");
    assertThat(herd.out)
        .isEqualTo(
            """
            huts.csv (csv): 2 places in 4 rows
              skipped 2: no name (lines 3, 4)
            map.geojson (geojson): 1 places in 2 rows
              skipped 1: not a point (line 2)
              --centres takes polygons too, by the centre of the box around them
            places/huts.places: 3 places, %,d bytes
            Members with herd.places.gazetteer.file=places/huts.places take it up; those that run, within seconds.
            """
                .formatted(Files.size(made)));
    assertThat(herd.err).isEmpty();
    assertThat(files()).containsExactly("huts.places");
  }

  @Test
  void saysTheSameToPrograms() throws Exception {
    var target = home.resolve("a.places");
    assertThat(herd.run("places", "import", "" + huts, "--to", "" + target, "--json")).isZero();
    var json = JsonMapper.shared().readTree(herd.out);
    var source = json.at("/sources/0");
    var fields =
        Stream.of(json, source, source.at("/skipped/0"))
            .flatMap(node -> node.propertyNames().stream())
            .toList();
    assertThat(fields).containsExactlyElementsOf(Documented.fields("places import"));
    assertThat(json.at("/file").asString()).isEqualTo("a.places");
    assertThat(json.at("/places").asInt()).isEqualTo(2);
    assertThat(json.at("/bytes").asLong()).isEqualTo(Files.size(target));
    assertThat(source.at("/skipped/0/firstLines/1").asInt()).isEqualTo(4);
  }

  @Test
  void whatCannotBeReadLeavesTheOldFileAndNothingElse() throws Exception {
    assertThat(herd.run("places", "import", "" + huts)).isZero();
    var made = home.resolve("places/huts.places");
    var old = Files.readAllBytes(made);

    Files.writeString(huts, HUTS + "\"open");
    assertFails("huts.csv, line 6: a quote that is not closed", "" + huts);
    Files.writeString(huts, "name,lat,lon\n,1,2\n");
    assertFails("there is no place in it: nothing is written", "" + huts);
    assertThat(herd.err).contains("skipped 1: no name (line 2)");
    Files.writeString(huts, HUTS);
    assertFails("huts.csv, line 3: no name", "" + huts, "--strict");
    assertFails("cannot read " + home + "/none.csv: there is no such file", home + "/none.csv");
    assertFails(
        "cannot write none/a.places: there is no such file or folder",
        "" + huts,
        "--to",
        home + "/none/a.places");

    assertThat(Files.readAllBytes(made)).isEqualTo(old);
    assertThat(files()).containsExactly("huts.places");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          map.geojson |                      | --credit: whose data is it?
          map.geojson | --min-population=5   | --feature-class, --min-population
          huts.csv    | --centres            | --centres is for GeoJSON
          huts.csv    | --format=shp         | --format: geonames, geojson or csv
          huts.csv    | --column=colour=Rot  | --column: of name, latitude
          huts.csv    | --feature-class=X    | --feature-class: of A, H
          huts.csv    | --to=HOME/huts.csv   | --to: huts.csv would be written over
          """)
  void whatMakesNoSenseIsNotUnderstood(String file, @Nullable String option, String why)
      throws Exception {
    var source = home.resolve(file).toString();
    var code =
        option == null
            ? herd.run("places", "import", source)
            : herd.run("places", "import", source, option.replace("HOME", "" + home));
    assertThat(herd.err).contains(why);
    assertThat(code).isEqualTo(2);
    assertThat(Files.readString(huts)).isEqualTo(HUTS);
  }

  private void assertFails(String why, String... arguments) {
    var command = Stream.concat(Stream.of("places", "import"), Stream.of(arguments));
    assertThat(herd.run(command.toArray(String[]::new))).as(() -> herd.err).isEqualTo(1);
    assertThat(herd.err).contains(why);
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(home.resolve("places"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
