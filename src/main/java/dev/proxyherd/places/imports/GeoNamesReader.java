package dev.proxyherd.places.imports;

import dev.proxyherd.places.imports.Intake.Found;
import java.io.IOException;
import java.util.regex.Pattern;

/** A dump of GeoNames, whose readme.txt says what the 19 columns are. */
final class GeoNamesReader implements PlaceReader {
  private static final int COLUMNS = 19;
  private static final int ID = 0;
  private static final int NAME = 1;
  private static final int LATITUDE = 4;
  private static final int LONGITUDE = 5;
  private static final int FEATURE_CLASS = 6;
  private static final int FEATURE_CODE = 7;
  private static final int COUNTRY = 8;
  private static final int ADMIN1 = 10;
  private static final int ADMIN2 = 11;
  private static final int POPULATION = 14;

  /** The longest column may have 10,000 characters, says GeoNames. */
  private static final int MAX_LINE_CHARS = 1 << 16;

  /** Abandoned, destroyed and historical ones. S.AIRH is a heliport, A.PRSH a parish. */
  private static final Pattern NO_LONGER_THERE =
      Pattern.compile("[A-Z]\\.\\w+Q|P\\.PPLW|[AP]\\.(?!PRSH)\\w+H|L\\.RGNH");

  private static final Pattern FIRST_LINE =
      Pattern.compile("\\d+\\t[^\\t]*\\t[^\\t]*\\t[^\\t]*\\t-?[\\d.]+\\t-?[\\d.]+\\t[A-Z]?\\t.*");

  private final Kinds kinds = Kinds.ofGeoNames();
  private final ImportSettings settings;
  private final AdminNames names;

  GeoNamesReader(ImportSettings settings) throws IOException, ImportException {
    this.settings = settings;
    names = AdminNames.read(settings.admin1(), settings.admin2());
  }

  /** Whether a text begins as a dump does. */
  static boolean isLikely(String head) {
    return FIRST_LINE.matcher(head.lines().findFirst().orElse("")).matches();
  }

  @Override
  public void read(ImportFile file, Intake intake) throws IOException, ImportException {
    var lines = new TextRecords(file.text(), '\n', MAX_LINE_CHARS);
    while (lines.next()) {
      if (lines.isTooLong()) {
        intake.skip(lines.line(), SkipReason.TOO_LONG);
      } else {
        readLine(lines.line(), lines.text().split("\t", -1), intake);
      }
    }
  }

  private void readLine(long line, String[] columns, Intake intake)
      throws IOException, ImportException {
    if (columns.length != COLUMNS) {
      intake.skip(line, SkipReason.COLUMNS);
      return;
    }
    var featureClass = columns[FEATURE_CLASS];
    var code = columns[FEATURE_CODE];
    var population = Numbers.parseOrZero(columns[POPULATION]);
    if (NO_LONGER_THERE.matcher(featureClass + '.' + code).matches()) {
      intake.skip(line, SkipReason.NO_LONGER_THERE);
    } else if (!settings.featureClasses().isEmpty()
        && !settings.featureClasses().contains(featureClass)) {
      intake.skip(line, SkipReason.FEATURE_CLASS);
    } else if (featureClass.equals("P") && population < settings.minPopulation()) {
      intake.skip(line, SkipReason.POPULATION);
    } else {
      var known = kinds.find(featureClass, code);
      var kind = known == null ? Kinds.Kind.ANY : known;
      intake.take(
          line,
          new Found(
              "geonames:" + columns[ID].strip(),
              columns[NAME],
              Numbers.parse(columns[LATITUDE]),
              Numbers.parse(columns[LONGITUDE]),
              kind.types(),
              names.vicinity(columns[COUNTRY], columns[ADMIN1], columns[ADMIN2]),
              population > 0 ? population : kind.prominence()));
    }
  }
}
