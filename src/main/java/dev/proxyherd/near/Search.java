package dev.proxyherd.near;

import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Coordinates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One look for the clients that are nearest to a point: nearest cells first, until no cell can have
 * a nearer client. What a record says as it is read counts, whatever cell the client is in.
 */
final class Search {
  /**
   * Records and cells that may be looked at. Some hundred are, unless so many clients are at about
   * one spot, or just as far away all around.
   */
  static final int MAX_LOOKS = 50_000;

  private static final Comparator<NearClient> NEAREST_FIRST =
      Comparator.comparingDouble(NearClient::distanceMetres)
          .thenComparing(near -> near.location().client());

  private final Coordinates center;
  private final double latitude;
  private final double longitude;
  private final int bound;
  private final LongFunction<@Nullable ClientLocation> records;
  private final PriorityQueue<Reach> cells =
      new PriorityQueue<>(Comparator.comparingDouble(Reach::distance));
  private final PriorityQueue<NearClient> best = new PriorityQueue<>(NEAREST_FIRST.reversed());
  private final List<Long> gone = new ArrayList<>();

  /** How far away a client may be that is to be among the best. */
  private double limit;

  private int looks;

  /**
   * A cell that may be looked at.
   *
   * @param distance no client in it is nearer
   */
  private record Reach(Cell cell, double distance) {}

  /**
   * @param records the record of a client as it is now; null for one that is not known any more
   */
  Search(
      Coordinates center,
      double radiusMetres,
      int bound,
      LongFunction<@Nullable ClientLocation> records) {
    this.center = center;
    this.latitude = Math.toRadians(center.latitude());
    this.longitude = Math.toRadians(center.longitude());
    this.bound = bound;
    this.records = records;
    limit = radiusMetres;
  }

  /**
   * Looks through the cells.
   *
   * @param maxLooks when to leave it at that: mostly {@link #MAX_LOOKS}
   * @return the clients that have been found, nearest first
   */
  List<NearClient> run(@Nullable Cell root, int maxLooks) {
    add(root);
    while (hasMore() && looks < maxLooks) {
      looks++;
      switch (cells.remove().cell) {
        case Fork fork -> {
          add(fork.half(0));
          add(fork.half(1));
        }
        case Leaf leaf -> look(leaf);
      }
    }
    return best.stream().sorted(NEAREST_FIRST).toList();
  }

  /** Whether there is more to look at; after the run, whether it ended before its time. */
  boolean hasMore() {
    return !cells.isEmpty() && cells.peek().distance <= limit;
  }

  /** The clients that were met and are not known any more. */
  List<Long> gone() {
    return gone;
  }

  /** How many records and cells have been looked at. */
  int looks() {
    return looks;
  }

  private void add(@Nullable Cell cell) {
    if (cell != null) {
      var distance = cell.distance(latitude, longitude);
      if (distance <= limit) {
        cells.add(new Reach(cell, distance));
      }
    }
  }

  private void look(Leaf leaf) {
    for (var i = 0; i < leaf.size(); i++) {
      looks++;
      var location = records.apply(leaf.id(i));
      if (location == null) {
        gone.add(leaf.id(i));
      } else {
        weigh(new NearClient(location, Sphere.distance(center, NearIndex.coordinates(location))));
      }
    }
  }

  private void weigh(NearClient client) {
    if (client.distanceMetres() > limit) {
      return;
    }
    best.add(client);
    if (best.size() > bound) {
      best.remove();
    }
    if (best.size() == bound) {
      limit = best.element().distanceMetres();
    }
  }
}
