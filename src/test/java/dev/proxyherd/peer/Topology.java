package dev.proxyherd.peer;

import java.util.Random;

/** The shapes of herds whose costs are compared. */
enum Topology {
  LINE("line"),
  RING("ring"),
  TREE("random tree"),
  GRID("grid"),
  REGULAR_3("random, 3 neighbours each"),
  REGULAR_4("random, 4 neighbours each"),
  MESH("full mesh");

  final String label;

  Topology(String label) {
    this.label = label;
  }

  Graph graph(int size) {
    var random = new Random(1);
    return switch (this) {
      case LINE -> Graph.line(size);
      case RING -> Graph.ring(size);
      case TREE -> Graph.tree(size, random);
      case GRID -> Graph.grid(size);
      case REGULAR_3 -> Graph.regular(size, 3, random);
      case REGULAR_4 -> Graph.regular(size, 4, random);
      case MESH -> Graph.mesh(size);
    };
  }
}
