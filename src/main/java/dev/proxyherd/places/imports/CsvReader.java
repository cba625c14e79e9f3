package dev.proxyherd.places.imports;

import dev.proxyherd.places.imports.Intake.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A table whose first line says what its columns are. */
final class CsvReader implements PlaceReader {
  private static final String SEPARATORS = ",;\t|";
  private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cntrl}\\uFFFD&&[^\\r\\n\\t]]");

  private final Map<PlaceField, String> named;

  /**
   * @param named columns that are not called as usual
   */
  CsvReader(Map<PlaceField, String> named) {
    this.named = named;
  }

  @Override
  public void read(ImportFile file, Intake intake) throws IOException, ImportException {
    var records = new CsvRecords(file.text(), separator(file.head()));
    try {
      if (!records.next() || records.fault() != null) {
        throw new ImportException("line 1 is no header");
      }
      var header = List.copyOf(records.columns());
      if (header.stream().anyMatch(title -> NO_TEXT.matcher(title).find())) {
        throw new ImportException("line 1 is no header, or not UTF-8");
      }
      var columns = columns(header);
      while (records.next()) {
        var fault = records.fault();
        if (fault != null) {
          intake.skip(records.line(), fault);
        } else if (records.columns().size() != header.size()) {
          intake.skip(records.line(), SkipReason.COLUMNS);
        } else {
          intake.take(records.line(), found(columns, records.columns()));
        }
      }
    } catch (ImportException e) {
      throw e.message().startsWith(file.toString())
          ? e
          : new ImportException(file + ", " + e.message());
    }
  }

  /** The one that there is most of in the header, outside of quotes. */
  static char separator(String head) {
    var header = head.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    var plain = header.replaceAll("\"[^\"]*\"", "");
    var best = ',';
    var most = 0L;
    for (var at = 0; at < SEPARATORS.length(); at++) {
      var separator = SEPARATORS.charAt(at);
      var count = plain.chars().filter(character -> character == separator).count();
      if (count > most) {
        most = count;
        best = separator;
      }
    }
    return best;
  }

  private Map<PlaceField, Integer> columns(List<String> header) throws ImportException {
    var titles = header.stream().map(title -> title.strip().toLowerCase(Locale.ROOT)).toList();
    var columns = new EnumMap<PlaceField, Integer>(PlaceField.class);
    for (var field : PlaceField.values()) {
      var title = named.get(field);
      var candidates = title == null ? field.names() : List.of(title.toLowerCase(Locale.ROOT));
      candidates.stream()
          .filter(titles::contains)
          .findFirst()
          .ifPresent(found -> columns.put(field, titles.indexOf(found)));
      var needed = title != null || field.isNeededInTables();
      if (needed && !columns.containsKey(field)) {
        throw new ImportException(
            "line 1: there is no column %s among %s; --column %s=TITLE names it"
                .formatted(String.join(", ", candidates), shown(header), field.key()));
      }
    }
    return columns;
  }

  private static String shown(List<String> header) {
    var text = String.join(", ", header);
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }

  private static Found found(Map<PlaceField, Integer> columns, List<String> values) {
    var texts = new EnumMap<PlaceField, String>(PlaceField.class);
    columns.forEach((field, column) -> texts.put(field, values.get(column)));
    var types = types(texts.getOrDefault(PlaceField.TYPES, ""));
    return new Found(
        texts.getOrDefault(PlaceField.ID, "").strip(),
        texts.getOrDefault(PlaceField.NAME, ""),
        Numbers.parse(texts.getOrDefault(PlaceField.LATITUDE, "")),
        Numbers.parse(texts.getOrDefault(PlaceField.LONGITUDE, "")),
        types.isEmpty() ? Kinds.Kind.ANY.types() : types,
        texts.getOrDefault(PlaceField.VICINITY, ""),
        Numbers.parseOrZero(texts.getOrDefault(PlaceField.PROMINENCE, "")));
  }

  /** As Google spells types: "Ice cream; Café" are ice_cream and café. */
  static List<String> types(String text) {
    var types = new ArrayList<String>();
    for (var words : text.toLowerCase(Locale.ROOT).split("[,;|]", -1)) {
      var type = words.replaceAll("[^\\p{L}\\p{N}]+", " ").strip().replace(' ', '_');
      if (!type.isEmpty() && !types.contains(type)) {
        types.add(type);
      }
    }
    return List.copyOf(types);
  }
}
