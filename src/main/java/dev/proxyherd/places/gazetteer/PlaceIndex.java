package dev.proxyherd.places.gazetteer;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.NearbySearch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Places, ready to be asked: out of a file that is mapped into memory, or out of the jar.
 *
 * <p>Once closed, it may still be asked without harm: it answers with an {@link
 * IllegalStateException}.
 */
final class PlaceIndex implements AutoCloseable {
  private static final String GEONAMES =
      "<a href=\"https://www.geonames.org/\">GeoNames</a>, CC BY 4.0";

  private final Parts parts;
  private final MemorySegment nodes;
  private final int size;
  private final byte[] opening;

  /** By number of the combination of types, whether it is asked for. */
  private final boolean[] wanted;

  private final Arena arena;

  /**
   * What an index is made of.
   *
   * @param texts what is known of each place
   * @param points where they are, in the tree's order
   * @param nodes the tree
   * @param types the combinations of types there are
   * @param credits whom to credit, as HTML
   */
  record Parts(
      PlaceTexts texts,
      MemorySegment points,
      MemorySegment nodes,
      TypeSets types,
      List<String> credits) {}

  /**
   * @param types a place must have one of them; empty for all places
   * @param arena what the parts are in, to be closed with the index
   */
  PlaceIndex(Parts parts, List<String> types, Arena arena) {
    this.parts = parts;
    this.arena = arena;
    size = (int) (parts.points().byteSize() / PlaceFormat.POINT_BYTES);
    wanted = new boolean[parts.types().size()];
    for (var set = 0; set < wanted.length; set++) {
      wanted[set] = types.isEmpty() || parts.types().types(set).stream().anyMatch(types::contains);
    }
    if (types.isEmpty()) {
      nodes = parts.nodes();
    } else {
      // A tree that knows only of what is asked for finds a rare type without looking at others.
      nodes = arena.allocate(PlaceTree.nodeBytes(size));
      new PlaceTree(parts.points(), nodes).describe(set -> wanted[set]);
    }
    var json = new StringBuilder();
    NearbySearch.open(json, parts.credits().toArray(String[]::new));
    opening = JsonBytes.utf8(json.toString());
  }

  /**
   * The places in the jar.
   *
   * @param types a place must have one of them; empty for all places
   * @throws IOException if the resource is missing, damaged, or of another format
   */
  static PlaceIndex builtIn(List<String> types) throws IOException {
    var table = GazetteerResource.read();
    var sets = new TypeSets();
    var points = MemorySegment.ofArray(table.points(sets));
    var texts = new TableTexts(table, new Vicinities(table));
    // Its places are in the tree's order already.
    return onHeap(texts, points, sets, List.of(GEONAMES), types);
  }

  /** Hands places to an encoder. */
  interface Filler {
    void fill(PlaceEncoder encoder) throws IOException;
  }

  /** An index on the heap, of as many places as there is room for. */
  static PlaceIndex inMemory(Filler filler, List<String> credits, List<String> types)
      throws IOException {
    var texts = new ByteArrayOutputStream();
    var points = new ByteArrayOutputStream();
    var encoder = new PlaceEncoder(texts, points);
    filler.fill(encoder);
    var sorted = MemorySegment.ofArray(points.toByteArray());
    new PlaceTree(sorted, MemorySegment.NULL).sort();
    var fileTexts = new FileTexts(MemorySegment.ofArray(texts.toByteArray()));
    return onHeap(fileTexts, sorted, encoder.types(), credits, types);
  }

  private static PlaceIndex onHeap(
      PlaceTexts texts,
      MemorySegment points,
      TypeSets sets,
      List<String> credits,
      List<String> types) {
    var count = (int) (points.byteSize() / PlaceFormat.POINT_BYTES);
    var nodes = MemorySegment.ofArray(new byte[(int) PlaceTree.nodeBytes(count)]);
    new PlaceTree(points, nodes).describe(_ -> true);
    var parts = new Parts(texts, points, nodes, sets, credits);
    return new PlaceIndex(parts, types, Arena.ofShared());
  }

  /** How many places there are, of whatever type. */
  int size() {
    return size;
  }

  /** The best places within the radius. */
  PlaceSearch search(Rank rank, Coordinates center, double radiusMetres, int bound) {
    var vector = Sphere.vector(center.latitude(), center.longitude());
    return new PlaceSearch(this, rank, vector, Sphere.squaredChord(radiusMetres), bound).run();
  }

  MemorySegment points() {
    return parts.points();
  }

  MemorySegment nodes() {
    return nodes;
  }

  PlaceTexts texts() {
    return parts.texts();
  }

  /** What an answer begins with; not to be changed. */
  byte[] opening() {
    return opening;
  }

  boolean isWanted(long reference) {
    return wanted[PlaceFormat.typesOf(reference)];
  }

  long reference(int place) {
    return points()
        .get(
            PlaceFormat.LONG, (long) place * PlaceFormat.POINT_BYTES + PlaceFormat.POINT_REFERENCE);
  }

  /** The place's types, as a JSON array; not to be changed. */
  byte[] types(long reference) {
    return parts.types().json(PlaceFormat.typesOf(reference));
  }

  @Override
  public void close() {
    arena.close();
  }
}
