package dev.proxyherd.peer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Herds in virtual time, each from a seed: random topologies, reports and faults, then peace, and
 * all members have to agree on what was answered.
 *
 * <p>{@code -Dherd.simulation.seed=N} runs one seed again and writes what happened to a file;
 * {@code -Dherd.simulation.runs=N} runs more of them than usual.
 */
class SimulationTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.proxyherd");
  private static final int RUNS = 700;

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

  @Test
  void everyHerdAgreesInTheEnd() throws Exception {
    var one = Long.getLong("herd.simulation.seed");
    if (one != null) {
      run(one, true);
      return;
    }
    var first = new Random().nextInt(1_000_000_000) * 1000L;
    for (var seed = first;
        seed < first + Integer.getInteger("herd.simulation.runs", RUNS);
        seed++) {
      run(seed, false);
    }
  }

  private static void run(long seed, boolean traced) throws Exception {
    var simulation = new Simulation(seed, traced);
    var retention =
        simulation.chance(0.3) ? Duration.ofSeconds(10 + simulation.random.nextInt(90)) : null;
    var herd = new SimulatedHerd(simulation, graph(simulation.random), retention);
    var faults = new SimulatedFaults(herd);
    try {
      herd.start();
      var random = simulation.random;
      faults.rage(
          Duration.ofSeconds(1 + random.nextInt(60)), random.nextInt(300), random.nextInt(100));
      herd.heal();
      herd.eventuallyAgrees();
      if (herd.forgets() && simulation.chance(0.2)) {
        herd.outlivesItsRecords();
      }
    } catch (Throwable e) {
      throw new AssertionError(
          "failed: repeat with mvn test -Dtest=SimulationTest -Dherd.simulation.seed=" + seed, e);
    } finally {
      if (traced) {
        Files.write(Path.of("target/simulation-" + seed + ".log"), simulation.history());
      }
    }
  }

  private static Graph graph(Random random) {
    var size = size(random);
    return switch (random.nextInt(7)) {
      case 0 -> Graph.line(size);
      case 1 -> Graph.ring(size);
      case 2 -> Graph.star(size);
      case 3 -> Graph.grid(size);
      case 4 -> Graph.mesh(Math.min(size, 12));
      case 5 -> Graph.tree(size, random);
      default -> Graph.random(size, random.nextInt(size), random);
    };
  }

  /** Most are small, where trouble meets soonest; a few have up to two hundred members. */
  private static int size(Random random) {
    var draw = random.nextInt(1000);
    return 2 + random.nextInt(draw < 970 ? 6 : draw < 997 ? 30 : 199);
  }
}
