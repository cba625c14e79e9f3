package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopologyPictureTest {
  @Test
  void drawsAHerdAndItsLinks() {
    var names = List.of("Welsh", "Holiday", "Goloman", "Wilkes", "Hands");
    var links = new ArrayList<Link>();
    links.addAll(edge("Holiday", "Welsh", true, true));
    links.addAll(edge("Goloman", "Holiday", true, true));
    links.addAll(edge("Holiday", "Wilkes", false, true));
    links.addAll(edge("Goloman", "Wilkes", true, true));
    links.addAll(edge("Hands", "Goloman", false, false));
    links.addAll(edge("Hands", "Wilkes", true, true));
    var picture = new TopologyPicture(names, Map.of("Hands", "Hands (down)"), links, Terminal.NONE);
    assertThat(picture.lines(80))
        .containsExactly(
            "Welsh        ──●",
            "               │",
            "Holiday      ──●──●──○",
            "                  │  │",
            "Goloman      ──●──●──│──○",
            "               │     │  │",
            "Wilkes       ──●──●──●  │",
            "                  │     │",
            "Hands (down) ─────●─────○");
  }

  @Test
  void drawsOneMemberAlone() {
    var picture = new TopologyPicture(List.of("Ann"), Map.of(), List.of(), Terminal.NONE);
    assertThat(picture.lines(80)).containsExactly("Ann");
  }

  @Test
  void coloursMarksOnATerminal() {
    var links = edge("Ann", "Bob", true, false);
    var picture =
        new TopologyPicture(List.of("Ann", "Bob"), Map.of(), links, new Terminal(true, true));
    assertThat(String.join("\n", picture.lines(80)))
        .contains("\033[32m●\033[0m", "\033[31m○\033[0m");
  }

  @Test
  void drawsWhateverFitsAndLeavesTheRest() {
    var names = names(11);
    var links = new ArrayList<Link>();
    for (var i = 0; i < names.size(); i++) {
      for (var j = i + 1; j < names.size(); j++) {
        links.addAll(edge(names.get(i), names.get(j), true, true));
      }
    }
    var picture = new TopologyPicture(names, Map.of(), links, Terminal.NONE);
    assertThat(picture.lines(80)).as("everybody with everybody").hasSize(21);
    assertThat(picture.lines(80)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(read(picture.lines(80), names)).hasSize(55);
    assertThat(picture.lines(70)).isEmpty();
  }

  /** Whoever follows the lines finds the edges that there are, and no others. */
  @Test
  void canBeReadBack() {
    var random = Seeds.random();
    for (var i = 0; i < 200; i++) {
      var names = names(1 + random.nextInt(12));
      var edges = new HashSet<Set<String>>();
      var links = new ArrayList<Link>();
      for (var one : names) {
        for (var other : names) {
          if (one.compareTo(other) < 0 && random.nextInt(4) == 0) {
            edges.add(Set.of(one, other));
            links.addAll(edge(one, other, random.nextBoolean(), random.nextBoolean()));
          }
        }
      }
      var lines = new TopologyPicture(names, Map.of(), links, Terminal.NONE).lines(200);
      assertThat(read(lines, names)).as(String.join("\n", lines)).isEqualTo(edges);
    }
  }

  /** Goes down from each mark to the next in the same column, as long as there is a line. */
  private static Set<Set<String>> read(List<String> lines, List<String> names) {
    var edges = new HashSet<Set<String>>();
    for (var row = 0; row < lines.size(); row += 2) {
      for (var column = 0; column < lines.get(row).length(); column++) {
        if (!isMark(lines, row, column)) {
          continue;
        }
        var below = row + 1;
        while (at(lines, below, column) == '│') {
          below++;
        }
        if (isMark(lines, below, column)) {
          edges.add(Set.of(names.get(row / 2), names.get(below / 2)));
        }
      }
    }
    return edges;
  }

  private static boolean isMark(List<String> lines, int row, int column) {
    return at(lines, row, column) == '●' || at(lines, row, column) == '○';
  }

  private static char at(List<String> lines, int row, int column) {
    return row < lines.size() && column < lines.get(row).length()
        ? lines.get(row).charAt(column)
        : ' ';
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "M" + (char) ('a' + i)).toList();
  }

  private static List<Link> edge(String one, String other, boolean there, boolean back) {
    return List.of(link(one, other, there), link(other, one, back));
  }

  private static Link link(String from, String to, boolean up) {
    return new Link(from, to, up, up ? "UP" : "DOWN", null, 0L, null);
  }
}
