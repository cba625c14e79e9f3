package dev.proxyherd.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Who is whose neighbour: connected, without direction, members by number. */
final class Graph {
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
