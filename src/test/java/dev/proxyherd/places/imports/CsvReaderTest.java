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
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  private @TempDir Path folder;

  private Imported read(String text) throws Exception {
    return Imported.of(folder, "shops.csv", text);
  }

  @Test
  void findsColumnsByTheirTitles() throws Exception {
    var read =
        read(
            """
            \uFEFFID,Name,Remark,Lat,Lng,Type,Address,Population
            7,"Café ""Central"", 1st floor",x,48.2104,16.3655,Café; Ice cream,"Herrengasse 14,
            1010 Wien","1,900"
            """);
    assertThat(read.report().format()).isEqualTo(ImportFormat.CSV);
    assertThat(read.only())
        .isEqualTo(
            new ImportedPlace(
                "7",
                "Café \"Central\", 1st floor",
                48.2104,
                16.3655,
                List.of("café", "ice_cream"),
                "Herrengasse 14, 1010 Wien",
                1900));
  }

  @Test
  void nameAndCoordinatesAreEnough() throws Exception {
    assertThat(read("name,lat,lon\nHut,47,11\n").only())
        .isEqualTo(
            new ImportedPlace(
                "", "Hut", 47, 11, List.of("point_of_interest", "establishment"), "", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void theHeaderSaysWhatSeparates(String separator) throws Exception {
    var text =
        String.join(separator, "\"a,b;c|d\"", "name", "latitude", "longitude")
            + "\r\n"
            + String.join(separator, "x", "Hut", "\"47,5\"", "-11.25")
            + "\r";
    var hut = read(text).only();
    assertThat(hut.latitude()).isEqualTo(47.5);
    assertThat(hut.longitude()).isEqualTo(-11.25);
  }

  @Test
  void columnsCanBeNamed() throws Exception {
    var text = "Bezeichnung;lat;lon;name\nHütte;47;11;H\n";
    var named = named(PlaceField.NAME, "Bezeichnung");
    assertThat(Imported.of(folder, "a.csv", text, named).only().name()).isEqualTo("Hütte");
    assertThatThrownBy(() -> Imported.of(folder, "a.csv", text, named(PlaceField.ID, "Nummer")))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("a.csv, line 1: there is no column nummer among Bezeichnung, lat")
        .hasMessageContaining("--column id=TITLE");
  }

  @Test
  void saysWhatItSkipsAndWhere() throws Exception {
    var read =
        read(
            """
            name,lat,lon

            Hut,47,11
            Hut,47,11
            "two
            lines",47,11
            few,47
            many,47,11,12
            "quoted"after,47,11
            unquoted " is fine,47,11
            nowhere,north,11
            infinite,Infinity,11
            high,91,11
            ,47,11
            """
                + "long"
                + "g".repeat(70_000)
                + ",47,11\n"
                + "commas"
                + ",".repeat(2_000)
                + "\n"
                + "last,-47,-11");
    assertThat(read.places())
        .extracting(ImportedPlace::name)
        .containsExactly("Hut", "two lines", "unquoted \" is fine", "last");
    assertThat(read.report().rows()).isEqualTo(14);
    assertThat(read.skipped())
        .containsExactlyInAnyOrder(
            "there before 1 [4]",
            "another number of columns 3 [7, 8, 16]",
            "text behind a closing quote 1 [9]",
            "no coordinates 2 [11, 12]",
            "latitude beyond 90 or longitude beyond 180 degrees 1 [13]",
            "no name 1 [14]",
            "a line or a text that is too long 1 [15]");
  }

  @Test
  void aQuoteThatIsNotClosedIsTheEnd() {
    var open = "name,lat,lon\nHut,47,11\n\"Hut,47,11\n";
    assertThatThrownBy(() -> read(open))
        .isInstanceOf(ImportException.class)
        .hasMessageEndingWith(
            "shops.csv, line 3: a quote that is not closed, as far as up to line 4");
    assertThatThrownBy(() -> read(open + "Hut,47,11\n".repeat(100_000)))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("shops.csv, line 3: a quote that is not closed");
  }

  @Test
  void aTableWithoutTheColumnsIsRefused() {
    assertThatThrownBy(() -> read("a,b\n1,2\n"))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("there is no column name, name:en, title, label among a, b");
    assertThatThrownBy(() -> read("name,lat,lon,\uFFFD\n"))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("line 1 is no header, or not UTF-8");
  }

  private static ImportSettings named(PlaceField field, String title) {
    return new ImportSettings(null, Map.of(field, title), false, Set.of(), 0, null, null, false);
  }
}
