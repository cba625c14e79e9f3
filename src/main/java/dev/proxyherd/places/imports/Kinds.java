package dev.proxyherd.places.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A table of what others call a place, of which Google's types that is, and how prominent. */
final class Kinds {
  /**
   * @param prominence what counts where no number of inhabitants is known
   */
  record Kind(List<String> types, double prominence) {
    /** A place of which nothing else is known. */
    static final Kind ANY = new Kind(List.of("point_of_interest", "establishment"), 0);
  }

  private final Map<String, Kind> byName = new HashMap<>();

  private Kinds(Properties table) {
    table.forEach((name, words) -> byName.put(name.toString(), kind(words.toString())));
  }

  /** By feature class, a point and feature code. */
  static Kinds ofGeoNames() {
    return read("/places/geonames-kinds.properties");
  }

  /** By a tag's key, a point and its value. */
  static Kinds ofOpenStreetMap() {
    return read("/places/openstreetmap-kinds.properties");
  }

  private static Kinds read(String resource) {
    try (var in = Kinds.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException("the resource " + resource + " is not in the jar");
      }
      var table = new Properties();
      table.load(new InputStreamReader(in, UTF_8));
      return new Kinds(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types, then the prominence. */
  private static Kind kind(String words) {
    var types = new ArrayList<>(List.of(words.split(" +", -1)));
    var prominence = Double.parseDouble(types.removeLast());
    return new Kind(List.copyOf(types), prominence);
  }

  /** What it is, if it is in the table, else what all of its class are, if that is there. */
  @Nullable Kind find(String group, String name) {
    var known = byName.get(group + '.' + name);
    return known == null ? byName.get(group) : known;
  }
}
