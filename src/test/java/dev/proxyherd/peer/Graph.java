package dev.proxyherd.peer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Who is whose neighbour: connected, without direction, members by number. */
final class Graph {
  static final int UNREACHABLE = -1;

  private final List<TreeSet<Integer>> neighbours = new ArrayList<>();
  private int edges;

  private Graph(int size) {
    for (var i = 0; i < size; i++) {
      neighbours.add(new TreeSet<>());
    }
  }

  private Graph join(int one, int other) {
    if (one != other && neighbours.get(one).add(other)) {
      neighbours.get(other).add(one);
      edges++;
    }
    return this;
  }

  static Graph line(int size) {
    var graph = new Graph(size);
    for (var i = 1; i < size; i++) {
      graph.join(i - 1, i);
    }
    return graph;
  }

  static Graph ring(int size) {
    return line(size).join(size - 1, 0);
  }

  static Graph star(int size) {
    var graph = new Graph(size);
    for (var i = 1; i < size; i++) {
      graph.join(0, i);
    }
    return graph;
  }

  static Graph mesh(int size) {
    var graph = new Graph(size);
    for (var i = 0; i < size; i++) {
      for (var j = 0; j < i; j++) {
        graph.join(i, j);
      }
    }
    return graph;
  }

  /** As near to a square as it goes, the last row perhaps shorter. */
  static Graph grid(int size) {
    var width = (int) Math.ceil(Math.sqrt(size));
    var graph = new Graph(size);
    for (var i = 0; i < size; i++) {
      if (i % width > 0) {
        graph.join(i, i - 1);
      }
      if (i >= width) {
        graph.join(i, i - width);
      }
    }
    return graph;
  }

  /** A random tree. */
  static Graph tree(int size, Random random) {
    var graph = new Graph(size);
    for (var i = 1; i < size; i++) {
      graph.join(i, random.nextInt(i));
    }
    return graph;
  }

  /** A random tree with about so many edges more. */
  static Graph random(int size, int more, Random random) {
    var graph = tree(size, random);
    for (var i = 0; i < more; i++) {
      graph.join(random.nextInt(size), random.nextInt(size));
    }
    return graph;
  }

  /**
   * A random graph in which all have the same number of neighbours: neighbours along a ring, whose
   * edges then swap their ends many times.
   *
   * @param degree below the size; odd only where the size is even
   */
  static Graph regular(int size, int degree, Random random) {
    var graph = new Graph(size);
    for (var i = 0; i < size; i++) {
      for (var step = 1; step <= degree / 2; step++) {
        graph.join(i, (i + step) % size);
      }
      if (degree % 2 == 1) {
        graph.join(i, (i + size / 2) % size);
      }
    }
    do {
      for (var i = 0; i < 10 * graph.edges; i++) {
        graph.swap(random);
      }
    } while (graph.distances(0).contains(UNREACHABLE));
    return graph;
  }

  /** Two edges a-b and c-d become a-d and c-b, where that are edges and new ones. */
  private void swap(Random random) {
    int a = random.nextInt(size());
    int b = neighbours(a).get(random.nextInt(neighbours(a).size()));
    int c = random.nextInt(size());
    int d = neighbours(c).get(random.nextInt(neighbours(c).size()));
    var possible = a != c && b != d && a != d && b != c;
    if (possible && !neighbours.get(a).contains(d) && !neighbours.get(c).contains(b)) {
      part(a, b).part(c, d).join(a, d).join(c, b);
    }
  }

  private Graph part(int one, int other) {
    neighbours.get(one).remove(other);
    neighbours.get(other).remove(one);
    edges--;
    return this;
  }

  /** How many hops it is from a member to each, {@link #UNREACHABLE} where there is no way. */
  List<Integer> distances(int from) {
    var distances = new ArrayList<>(Collections.nCopies(size(), UNREACHABLE));
    distances.set(from, 0);
    var reached = new ArrayList<>(List.of(from));
    for (var i = 0; i < reached.size(); i++) {
      for (var next : neighbours.get(reached.get(i))) {
        if (distances.get(next) == UNREACHABLE) {
          distances.set(next, distances.get(reached.get(i)) + 1);
          reached.add(next);
        }
      }
    }
    return distances;
  }

  /** How many hops it is between the two that are farthest from each other. */
  int diameter() {
    return IntStream.range(0, size()).map(i -> Collections.max(distances(i))).max().orElse(0);
  }

  int size() {
    return neighbours.size();
  }

  int edges() {
    return edges;
  }

  List<Integer> neighbours(int member) {
    return List.copyOf(neighbours.get(member));
  }
}
