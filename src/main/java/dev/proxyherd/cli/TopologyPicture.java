package dev.proxyherd.cli;

import dev.proxyherd.cli.Terminal.Colour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A herd drawn as its members, one a row, and its edges, each a line between two marks. The mark at
 * a member says whether the link that it dials is up.
 *
 * <pre>
 * Welsh    ──●
 *            │
 * Holiday  ──●──●──○
 *               │  │
 * Goloman  ──●──●──│
 *            │     │
 * Wilkes   ──●─────●
 * </pre>
 */
final class TopologyPicture {
  private static final String UP = "●";
  private static final String DOWN = "○";

  /** Edges that have no row in common share a column. */
  private record Edge(int top, int bottom, int column) {
    boolean ends(int row) {
      return row == top || row == bottom;
    }

    boolean isBeside(int row) {
      return top < row && row < bottom;
    }
  }

  private final List<String> names;
  private final Map<String, String> labels;
  private final List<Link> links;
  private final Terminal terminal;
  private final List<Edge> edges;
  private final int columns;

  /**
   * @param names of the members, in the order of the rows
   * @param labels what stands beside the lines of those that have another label than their name
   * @param links both of each edge
   */
  TopologyPicture(
      List<String> names, Map<String, String> labels, List<Link> links, Terminal terminal) {
    this.names = names;
    this.labels = labels;
    this.links = links;
    this.terminal = terminal;
    edges = edges();
    columns = edges.stream().mapToInt(edge -> edge.column() + 1).max().orElse(0);
  }

  /** Each edge in the first column that is free; by their tops, that takes the fewest columns. */
  private List<Edge> edges() {
    var placed = new ArrayList<Edge>();
    links.stream()
        .map(link -> new int[] {names.indexOf(link.from()), names.indexOf(link.to())})
        .filter(rows -> rows[0] < rows[1])
        .sorted(Comparator.<int[]>comparingInt(rows -> rows[0]).thenComparingInt(rows -> rows[1]))
        .forEach(rows -> placed.add(new Edge(rows[0], rows[1], freeColumn(placed, rows[0]))));
    return placed;
  }

  private static int freeColumn(List<Edge> placed, int top) {
    var column = 0;
    while (isTaken(placed, column, top)) {
      column++;
    }
    return column;
  }

  private static boolean isTaken(List<Edge> placed, int column, int row) {
    return placed.stream().anyMatch(edge -> edge.column() == column && edge.bottom() >= row);
  }

  /** The lines of the picture; none when they would be wider than this. */
  List<String> lines(int width) {
    var margin = names.stream().mapToInt(name -> label(name).length()).max().orElse(0) + 1;
    var step = margin + 3 * columns <= width ? 3 : 2;
    if (margin + step * columns > width) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    for (var row = 0; row < names.size(); row++) {
      if (row > 0) {
        lines.add(" ".repeat(margin) + between(row, step));
      }
      var label = label(names.get(row));
      lines.add((label + " ".repeat(margin - label.length()) + at(row, step)).stripTrailing());
    }
    return lines.stream().map(String::stripTrailing).toList();
  }

  private String label(String name) {
    return labels.getOrDefault(name, name);
  }

  private String between(int row, int step) {
    var line = new StringBuilder();
    for (var column = 0; column < columns; column++) {
      var here = column;
      var passes =
          edges.stream()
              .anyMatch(edge -> edge.column() == here && edge.top() < row && row <= edge.bottom());
      line.repeat(" ", step - 1).append(passes ? "│" : " ");
    }
    return line.toString();
  }

  private String at(int row, int step) {
    var last =
        edges.stream().filter(edge -> edge.ends(row)).mapToInt(Edge::column).max().orElse(-1);
    var line = new StringBuilder();
    for (var column = 0; column < columns; column++) {
      line.repeat(column <= last ? "─" : " ", step - 1);
      line.append(cell(row, column, column < last ? "─" : " "));
    }
    return line.toString();
  }

  private String cell(int row, int column, String empty) {
    for (var edge : edges) {
      if (edge.column() == column && edge.ends(row)) {
        return mark(names.get(row), names.get(row == edge.top() ? edge.bottom() : edge.top()));
      }
      if (edge.column() == column && edge.isBeside(row)) {
        return "│";
      }
    }
    return empty;
  }

  private String mark(String from, String to) {
    var up =
        links.stream()
            .anyMatch(link -> link.from().equals(from) && link.to().equals(to) && link.up());
    return up ? terminal.paint(Colour.GREEN, UP) : terminal.paint(Colour.RED, DOWN);
  }
}
