package dev.proxyherd.places.imports;

import dev.proxyherd.places.imports.Intake.Found;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * GeoJSON: a collection of features, which is one JSON text and read as it comes; or a feature a
 * line, or a text sequence (RFC 8142), of which each is read by itself.
 */
final class GeoJsonReader implements PlaceReader {
  /** The longest feature in a sequence, and the longest text anywhere. */
  private static final int MAX_CHARS = 1 << 20;

  private static final char RECORD_SEPARATOR = '\u001e';

  /** Names are not remembered: a file in which all are different would fill the memory. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAX_CHARS)
                  .maxNameLength(MAX_CHARS)
                  .build())
          .build();

  private final OsmTags tags = new OsmTags();
  private final Map<PlaceField, String> named;
  private final boolean areas;
  private final Set<String> wanted = new HashSet<>();

  /**
   * @param named properties that are not called as usual
   * @param areas whether areas count as well as points
   */
  GeoJsonReader(Map<PlaceField, String> named, boolean areas) {
    this.named = named;
    this.areas = areas;
    for (var field : PlaceField.values()) {
      wanted.addAll(field.names());
    }
    wanted.addAll(named.values());
    wanted.addAll(OsmTags.KIND_KEYS);
    wanted.addAll(OsmTags.ADDRESS_KEYS);
    wanted.addAll(List.of(OsmTags.OBJECT_ID, OsmTags.OBJECT_TYPE));
  }

  @Override
  public void read(ImportFile file, Intake intake) throws IOException, ImportException {
    var head = file.head();
    if (head.indexOf(RECORD_SEPARATOR) >= 0) {
      readSequence(new TextRecords(file.text(), RECORD_SEPARATOR, MAX_CHARS), intake);
    } else if (isSequence(head)) {
      readSequence(new TextRecords(file.text(), '\n', MAX_CHARS), intake);
    } else {
      readDocument(file, intake);
    }
  }

  /** Whether its first line is a feature: whole, or so long that its end is not to be seen. */
  private static boolean isSequence(String head) {
    var start = head.stripLeading();
    var first = start.lines().findFirst().orElse("");
    return Stream.of("\"FeatureCollection\"", "\"features\"", "\"elements\"")
            .noneMatch(head::contains)
        && first.startsWith("{")
        && (first.length() == start.length() || first.stripTrailing().endsWith("}"));
  }

  private void readSequence(TextRecords records, Intake intake)
      throws IOException, ImportException {
    while (records.next()) {
      if (records.isTooLong()) {
        intake.skip(records.line(), SkipReason.TOO_LONG);
        continue;
      }
      Feature feature;
      try (var parser = JSON.createParser(ObjectReadContext.empty(), records.text())) {
        feature = parser.nextToken() == JsonToken.START_OBJECT ? feature(parser) : null;
        if (feature != null && parser.nextToken() != null) {
          feature = null; // more than one: none of them is dropped in silence
        }
      } catch (JacksonException notJson) {
        intake.skip(records.line(), SkipReason.NOT_JSON);
        continue;
      }
      take(records.line(), feature, intake);
    }
  }

  private void readDocument(ImportFile file, Intake intake) throws IOException, ImportException {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), file.text())) {
      // Mostly one; collections that were put one behind the other are read all the same.
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.START_OBJECT) {
          throw new ImportException(file + " is no GeoJSON: an object is expected");
        }
        readObject(parser, file, intake);
      }
    } catch (JacksonIOException unreadable) {
      throw unreadable.getCause();
    } catch (JacksonException notJson) {
      var where = notJson.getLocation();
      throw new ImportException(
          "%s, line %d, column %d: %s"
              .formatted(
                  file,
                  where == null ? 0 : where.getLineNr(),
                  where == null ? 0 : where.getColumnNr(),
                  oneLine(notJson.getOriginalMessage())));
    }
  }

  /** A collection, or a feature that is alone. */
  private void readObject(JsonParser parser, ImportFile file, Intake intake)
      throws IOException, ImportException {
    long line = parser.currentTokenLocation().getLineNr();
    var alone = new Feature(wanted);
    var isCollection = false;
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      var isArray = parser.nextToken() == JsonToken.START_ARRAY;
      if (name.equals("features") && isArray) {
        isCollection = true;
        readFeatures(parser, intake);
      } else if (name.equals("elements") && isArray) {
        throw new ImportException(
            file + " is Overpass JSON, not GeoJSON: osmtogeojson makes that of it");
      } else {
        alone.readMember(parser, name);
      }
    }
    if (!isCollection) {
      take(line, alone, intake);
    }
  }

  private void readFeatures(JsonParser parser, Intake intake) throws IOException, ImportException {
    for (var token = parser.nextToken();
        token != JsonToken.END_ARRAY && token != null;
        token = parser.nextToken()) {
      long line = parser.currentTokenLocation().getLineNr();
      if (token == JsonToken.START_OBJECT) {
        take(line, feature(parser), intake);
      } else {
        parser.skipChildren();
        intake.skip(line, SkipReason.NOT_A_FEATURE);
      }
    }
  }

  private Feature feature(JsonParser parser) {
    var feature = new Feature(wanted);
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      feature.readMember(parser, name);
    }
    return feature;
  }

  private void take(long line, @Nullable Feature feature, Intake intake)
      throws IOException, ImportException {
    if (feature == null || !feature.isFeature()) {
      intake.skip(line, SkipReason.NOT_A_FEATURE);
      return;
    }
    if (feature.hasNoGeometry()) {
      intake.skip(line, SkipReason.NO_COORDINATES);
      return;
    }
    var point = feature.point(areas);
    if (point == null) {
      intake.skip(line, SkipReason.NOT_A_POINT);
      return;
    }
    var tagged = tags.kind(feature);
    var kind = tagged == null ? kind(feature) : tagged;
    var prominence = Numbers.parseOrZero(text(feature, PlaceField.PROMINENCE));
    intake.take(
        line,
        new Found(
            id(feature, tagged != null),
            text(feature, PlaceField.NAME),
            point.latitude(),
            point.longitude(),
            kind.types(),
            vicinity(feature),
            prominence > 0 ? prominence : kind.prominence()));
  }

  private Kinds.Kind kind(Feature feature) {
    var types = CsvReader.types(text(feature, PlaceField.TYPES));
    return types.isEmpty() ? Kinds.Kind.ANY : new Kinds.Kind(types, 0);
  }

  private String id(Feature feature, boolean tagged) {
    var osm = named.containsKey(PlaceField.ID) ? null : OsmTags.id(feature, tagged);
    if (osm != null) {
      return osm;
    }
    return named.containsKey(PlaceField.ID) || feature.id() == null
        ? text(feature, PlaceField.ID)
        : String.valueOf(feature.id());
  }

  private String vicinity(Feature feature) {
    var text = text(feature, PlaceField.VICINITY);
    return text.isEmpty() ? OsmTags.vicinity(feature) : text;
  }

  /**
   * By the name that was given for the field, else by the usual ones; empty where there is none.
   */
  private String text(Feature feature, PlaceField field) {
    var given = named.get(field);
    var value = given == null ? null : feature.property(given);
    for (var name : field.names()) {
      value = value == null ? feature.property(name) : value;
    }
    return value == null ? "" : value;
  }

  private static String oneLine(String message) {
    return message.lines().findFirst().orElse("not JSON");
  }
}
