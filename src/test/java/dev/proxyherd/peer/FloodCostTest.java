package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/**
 * What an update costs a herd that nothing befalls: how many times it crosses a link until every
 * member has it. One a member but the first is the least that there can be; each link both ways,
 * but for the one that it came by, is the most that flooding may take.
 */
class FloodCostTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.proxyherd");
  private static final int UPDATES = 50;

  private static Level before;

  @BeforeAll
  static void silence() {
    before = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(before);
  }

  @ParameterizedTest
  @CsvSource({
    "line, 5",
    "line, 100",
    "ring, 5",
    "ring, 100",
    "star, 5",
    "star, 50",
    "tree, 100",
    "grid, 25",
    "grid, 100",
    "mesh, 5",
    "mesh, 20",
    "random, 20",
    "random, 100"
  })
  void staysWithinTheBoundOfFlooding(String form, int size) {
    var simulation = new Simulation(1, false);
    var graph = graph(form, size);
    var herd = new SimulatedHerd(simulation, graph);
    herd.start();
    herd.eventuallyAgrees();
    for (var i = 0; i < UPDATES; i++) {
      herd.report(herd.anyMember(), "c" + i, "+1+1", Duration.ZERO, Duration.ofNanos(1));
      simulation.run(Duration.ofSeconds(2));
    }
    herd.eventuallyAgrees();
    var least = size - 1;
    var most = 2 * graph.edges() - least;
    var each = (double) herd.sent() / UPDATES;
    System.out.printf(
        "| %s | %d | %d | %d | %.1f | %d |%n", form, size, graph.edges(), least, each, most);
    assertThat(each).isBetween((double) least, (double) most);
  }

  private static Graph graph(String form, int size) {
    var random = new Random(1);
    return switch (form) {
      case "line" -> Graph.line(size);
      case "ring" -> Graph.ring(size);
      case "star" -> Graph.star(size);
      case "tree" -> Graph.tree(size, random);
      case "grid" -> Graph.grid(size);
      case "mesh" -> Graph.mesh(size);
      case "random" -> Graph.random(size, size, random);
      default -> throw new IllegalArgumentException(form);
    };
  }
}
