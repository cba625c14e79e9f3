package dev.proxyherd.near;

import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.location.LocationStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the clients that are near a point. May be asked from any thread, and may take a while. */
public final class NearIndex {
  /** How many clients a question may ask for. */
  public static final int MAX_BOUND = 1000;

  private final LocationStore store;

  public NearIndex(LocationStore store) {
    this.store = store;
  }

  /**
   * The clients near a point, nearest first, and by name where they are equally near. What has been
   * recorded before the question counts. Not for an event loop: blocks, and the first question
   * builds the index.
   *
   * @param radiusMetres how far away they may be; beyond half the earth's circumference is all
   * @param bound at most how many, 1 to {@link #MAX_BOUND}
   */
  public List<NearClient> near(Coordinates center, double radiusMetres, int bound) {
    var all = new ArrayList<NearClient>();
    try (var feed = store.feed(0, "")) {
      for (var changes = feed.next(256); !changes.isEmpty(); changes = feed.next(256)) {
        for (var change : changes) {
          if (!change.location().isForgotten()) {
            add(all, center, change.location(), radiusMetres);
          }
        }
      }
    }
    all.sort(
        Comparator.comparingDouble(NearClient::distanceMetres)
            .thenComparing(near -> near.location().client()));
    return List.copyOf(all.subList(0, Math.min(bound, all.size())));
  }

  private static void add(
      List<NearClient> all, Coordinates center, ClientLocation location, double radius) {
    var distance = Sphere.distance(center, Coordinates.parse(location.location()).orElseThrow());
    if (distance <= radius) {
      all.add(new NearClient(location, distance));
    }
  }
}
