package dev.proxyherd.places.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.places.gazetteer.ImportedPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoNamesReaderTest {
  private static final String BERLIN =
      line(2950159, "Berlin", "52.52437", "13.41053", "P", "PPLC", 3426354);

  private @TempDir Path folder;

  /** As in a dump; columns that are not used have something in them too. */
  private static String line(
      int id,
      String name,
      String latitude,
      String longitude,
      String kind,
      String code,
      int people) {
    return String.join(
            "\t",
            Integer.toString(id),
            name,
            "ascii",
            "Other,Names",
            latitude,
            longitude,
            kind,
            code,
            "DE",
            "",
            "16",
            "00",
            "11000",
            "11000000",
            Integer.toString(people),
            "",
            "74",
            "Europe/Berlin",
            "2023-12-05")
        + "\n";
  }

  private Imported read(String text) throws Exception {
    return Imported.of(folder, "DE.txt", text);
  }

  @Test
  void aPopulatedPlaceIsALocality() throws Exception {
    var read = read(BERLIN);
    assertThat(read.report().format()).isEqualTo(ImportFormat.GEONAMES);
    assertThat(read.only())
        .isEqualTo(
            new ImportedPlace(
                "geonames:2950159",
                "Berlin",
                52.52437,
                13.41053,
                List.of("locality", "political"),
                "Germany",
                3426354));
  }

  @Test
  void whatHasNoInhabitantsIsAsProminentAsOthersOfItsKind() throws Exception {
    var places =
        read(BERLIN
                + line(1, "Kreuzberg", "52.5", "13.4", "P", "PPLX", 0)
                + line(2, "Airport", "52.4", "13.5", "S", "AIRP", 0)
                + line(3, "Some Spot", "52.4", "13.6", "S", "NEWCODE", 0)
                + line(4, "Teufelsberg", "52.5", "13.2", "T", "HLL", 0)
                + line(5, "Nothing Known", "52.5", "13.3", "", "", 0))
            .places();
    assertThat(places)
        .extracting(place -> place.types().getFirst())
        .containsExactly(
            "locality",
            "neighborhood",
            "airport",
            "point_of_interest",
            "natural_feature",
            "point_of_interest");
    assertThat(places)
        .extracting(ImportedPlace::prominence)
        .containsExactly(3426354.0, 100.0, 20000.0, 50.0, 100.0, 0.0);
  }

  @Test
  void divisionsHaveNamesWhereGeoNamesListsAreGiven() throws Exception {
    var admin1 =
        Files.writeString(folder.resolve("1.txt"), "DE.16\tLand Berlin\tBerlin\t2950157\n");
    var admin2 =
        Files.writeString(folder.resolve("2.txt"), "DE.16.00\tBerlin, Stadt\tBerlin\t6547383\n");
    var settings = new ImportSettings(null, Map.of(), false, Set.of(), 0, admin1, admin2, false);
    assertThat(Imported.of(folder, "DE.txt", BERLIN, settings).only().vicinity())
        .isEqualTo("Berlin, Stadt, Land Berlin, Germany");

    Files.writeString(admin1, "DE.16\tLand Berlin\tBerlin\t2950157\nDE\n");
    assertThatThrownBy(() -> Imported.of(folder, "DE.txt", BERLIN, settings))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("1.txt, line 2: a code, a name");
  }

  @Test
  void saysWhatItSkipsAndWhere() throws Exception {
    var read =
        read(
            BERLIN
                + "1\tshort\n"
                + line(2, "", "52", "13", "P", "PPL", 1)
                + "\r\n"
                + line(3, "Pole", "90.1", "13", "P", "PPL", 1)
                + line(4, "Nowhere", "", "13", "P", "PPL", 1)
                + line(5, "Hexadecimal", "0x1p3", "13", "P", "PPL", 1)
                + BERLIN
                + line(6, "Na\0me", "52", "13", "P", "PPL", 1)
                + line(7, "x".repeat(2_000), "52", "13", "P", "PPL", 1)
                + line(8, "x".repeat(70_000), "52", "13", "P", "PPL", 1)
                + line(9, "Gone", "52", "13", "P", "PPLQ", 1)
                + line(10, "Gone", "52", "13", "P", "PPLH", 1)
                + line(11, "A parish", "52", "13", "A", "PRSH", 1)
                + line(12, "A heliport", "52", "13", "S", "AIRH", 1));
    assertThat(read.places())
        .extracting(ImportedPlace::name)
        .containsExactly("Berlin", "A parish", "A heliport");
    assertThat(read.report().rows()).isEqualTo(14);
    assertThat(read.skipped())
        .containsExactlyInAnyOrder(
            "another number of columns 1 [2]",
            "no name 1 [3]",
            "latitude beyond 90 or longitude beyond 180 degrees 1 [5]",
            "no coordinates 2 [6, 7]",
            "there before 1 [8]",
            "a control character in a text 1 [9]",
            "a line or a text that is too long 2 [10, 11]",
            "no longer there, says GeoNames 2 [12, 13]");
  }

  @Test
  void aTextThatIsNotUtf8CostsThatPlaceAlone() throws Exception {
    var text = BERLIN + line(2, "K\u00f6ln", "50.9", "6.9", "P", "PPL", 1);
    var read = Imported.of(folder, "DE.txt", text.getBytes(ISO_8859_1), ImportSettings.DEFAULTS);
    assertThat(read.only().name()).isEqualTo("Berlin");
    assertThat(read.skipped()).containsExactly("a text that is not UTF-8 1 [2]");
  }

  @Test
  void leavesOutWhatIsNotAskedFor() throws Exception {
    var text =
        BERLIN
            + line(2, "Hamlet", "52", "13", "P", "PPL", 99)
            + line(3, "Hill", "52", "13", "T", "HLL", 0)
            + line(4, "Hotel", "52", "13", "S", "HTL", 0);
    var settings =
        new ImportSettings(null, Map.of(), false, Set.of("P", "T"), 100, null, null, true);
    var read = Imported.of(folder, "DE.txt", text, settings);
    assertThat(read.places()).extracting(ImportedPlace::name).containsExactly("Berlin", "Hill");
    assertThat(read.skipped())
        .containsExactlyInAnyOrder("of fewer inhabitants 1 [2]", "of another feature class 1 [4]");
  }

  @Test
  void strictnessEndsAtTheFirstFault() throws Exception {
    var settings = new ImportSettings(null, Map.of(), false, Set.of(), 0, null, null, true);
    assertThatThrownBy(() -> Imported.of(folder, "DE.txt", BERLIN + "1\t2\n", settings))
        .isInstanceOf(ImportException.class)
        .hasMessageEndingWith("DE.txt, line 2: another number of columns");
  }
}
