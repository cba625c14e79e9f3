package dev.proxyherd.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line plot as an SVG file, for documents: one look for all, told apart by colour and by form,
 * light or dark as the reader has it.
 */
final class Plot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 76;
  private static final int RIGHT = 250;
  private static final int TOP = 44;
  private static final int BOTTOM = 58;

  /** Told apart by those who do not see all colours, on white and on black. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#888888");

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #24292f }
        .title { font-weight: 600; font-size: 15px }
        .paper { fill: #ffffff }
        .grid { stroke: #d8dee4 }
        .frame { stroke: #6e7781; fill: none }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3 }
          .paper { fill: #0d1117 }
          .grid { stroke: #30363d }
          .frame { stroke: #8b949e }
        }
      </style>
      """;

  /**
   * One of the two axes.
   *
   * @param label with the unit
   * @param logarithmic or even
   */
  record Axis(String label, boolean logarithmic) {}

  private record Point(double x, double y) {}

  private record Series(String name, List<Point> points) {}

  /** From values to places on the paper. */
  private record Scale(Axis axis, double least, double most, int from, int to) {
    int at(double value) {
      var share =
          axis.logarithmic()
              ? Math.log(value / least) / Math.log(most / least)
              : (value - least) / (most - least);
      return (int) Math.round(from + share * (to - from));
    }

    /** Round values, not too many. */
    List<Double> ticks() {
      var ticks = new ArrayList<Double>();
      if (axis.logarithmic()) {
        var steps = most / least > 1000 ? new int[] {1} : new int[] {1, 2, 5};
        for (var decade = Math.pow(10, Math.floor(Math.log10(least))); decade <= most; ) {
          for (var step : steps) {
            ticks.add(decade * step);
          }
          decade *= 10;
        }
      } else {
        var step = Math.pow(10, Math.floor(Math.log10(most - least)));
        step = (most - least) / step < 3 ? step / 4 : (most - least) / step < 6 ? step / 2 : step;
        for (var tick = least; tick <= most * 1.0001; tick += step) {
          ticks.add(tick);
        }
      }
      ticks.removeIf(tick -> tick < least * 0.9999 || tick > most * 1.0001);
      return ticks;
    }
  }

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Series> all = new ArrayList<>();
  private final StringBuilder svg = new StringBuilder();

  Plot(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** A point more of a line that goes by this name in the legend. */
  void add(String series, double atX, double atY) {
    var line = all.stream().filter(known -> known.name().equals(series)).findFirst();
    line.orElseGet(
            () -> {
              var added = new Series(series, new ArrayList<>());
              all.add(added);
              return added;
            })
        .points()
        .add(new Point(atX, atY));
  }

  private static Scale scale(Axis axis, List<Double> values, int from, int to) {
    var least = values.stream().mapToDouble(value -> value).min().orElse(0);
    var most = values.stream().mapToDouble(value -> value).max().orElse(1);
    return axis.logarithmic()
        ? new Scale(axis, least / 1.15, most * 1.15, from, to)
        : new Scale(axis, 0, most * 1.05, from, to);
  }

  /** Writes it to a file. */
  void write(Path file) throws IOException {
    svg.setLength(0);
    draw(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\">"
            .formatted(WIDTH, HEIGHT, WIDTH));
    draw("<title>%s</title>".formatted(title));
    svg.append(STYLE);
    draw("<rect class=\"paper\" width=\"%d\" height=\"%d\" rx=\"8\"/>".formatted(WIDTH, HEIGHT));
    text(LEFT, 26, "start", "title", title);
    var points = all.stream().flatMap(series -> series.points().stream()).toList();
    var across = scale(x, points.stream().map(Point::x).toList(), LEFT, WIDTH - RIGHT);
    var up = scale(y, points.stream().map(Point::y).toList(), HEIGHT - BOTTOM, TOP);
    axes(across, up);
    for (var i = 0; i < all.size(); i++) {
      series(i, across, up);
    }
    svg.append("</svg>\n");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, svg.toString());
  }

  private void draw(String element) {
    svg.append(element).append('\n');
  }

  private void text(int atX, int atY, String anchor, String style, String text) {
    draw(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" class=\"%s\">%s</text>"
            .formatted(atX, atY, anchor, style, text));
  }

  private void axes(Scale across, Scale up) {
    for (var tick : across.ticks()) {
      var at = across.at(tick);
      draw("<path class=\"grid\" d=\"M%d %dV%d\"/>".formatted(at, TOP, HEIGHT - BOTTOM));
      text(at, HEIGHT - BOTTOM + 18, "middle", "tick", number(tick));
    }
    for (var tick : up.ticks()) {
      var at = up.at(tick);
      draw("<path class=\"grid\" d=\"M%d %dH%d\"/>".formatted(LEFT, at, WIDTH - RIGHT));
      text(LEFT - 8, at + 4, "end", "tick", number(tick));
    }
    draw(
        "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
            .formatted(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM));
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, "middle", "label", x.label());
    draw(
        "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>"
            .formatted((TOP + HEIGHT - BOTTOM) / 2, y.label()));
  }

  private static String number(double value) {
    if (value >= 1_000_000) {
      return String.format(Locale.ROOT, "%.0f M", value / 1_000_000);
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%s", Math.round(value * 1000) / 1000.0);
  }

  private void series(int index, Scale across, Scale up) {
    var series = all.get(index);
    var colour = COLOURS.get(index % COLOURS.size());
    var path = new StringBuilder();
    for (var point : series.points()) {
      path.append(path.isEmpty() ? "M" : "L")
          .append(across.at(point.x()))
          .append(' ')
          .append(up.at(point.y()));
      mark(index, colour, across.at(point.x()), up.at(point.y()));
    }
    draw("<path fill=\"none\" stroke-width=\"2\" stroke=\"%s\" d=\"%s\"/>".formatted(colour, path));
    var line = TOP + 12 + 24 * index;
    var legend = WIDTH - RIGHT + 16;
    draw(
        "<path stroke-width=\"2\" stroke=\"%s\" d=\"M%d %dh26\"/>".formatted(colour, legend, line));
    mark(index, colour, legend + 13, line);
    text(legend + 34, line + 4, "start", "legend", series.name());
  }

  private void mark(int index, String colour, int atX, int atY) {
    var form =
        switch (index % 4) {
          case 0 -> "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0";
          case 1 -> "m-4 -4h8v8h-8z";
          case 2 -> "m0 -5l5 9h-10z";
          default -> "m0 -5l5 5l-5 5l-5 -5z";
        };
    draw("<path fill=\"%s\" d=\"M%d %d%s\"/>".formatted(colour, atX, atY, form));
  }
}
