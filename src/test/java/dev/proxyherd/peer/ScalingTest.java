package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is exact about the costs that {@link ScalingBench} prints, with herds that are small. */
class ScalingTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.proxyherd");
  private static final Duration DELAY = Duration.ofMillis(1);

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
  void onTreesAnUpdateCostsTheLeastWhateverTheLoad() {
    var graph = Graph.tree(40, new Random(1));
    var run = new ScalingRun(graph, DELAY);
    assertLeast(run.oneByOne(10));
    assertLeast(run.flood(200, 20_000, 200));
    assertThat(run.agrees()).isTrue();
  }

  private static void assertLeast(Spread spread) {
    assertThat(spread.lines()).isEqualTo(spread.least());
    assertThat(spread.superfluous()).isZero();
    assertThat(spread.bytes()).isEqualTo(98.0 * spread.least(), within(2.0 * spread.least()));
  }

  @Test
  void onALineTheLastMemberIsAsManyHopsAwayAsThereAreLinks() {
    var run = new ScalingRun(Graph.line(30), DELAY);
    assertThat(run.one(0).mostHops()).isEqualTo(29);
    var fromTheMiddle = run.one(10);
    assertThat(fromTheMiddle.mostHops()).isEqualTo(19);
    assertThat(fromTheMiddle.parsed()).isOne();
    assertThat(fromTheMiddle.rendered()).isEqualTo(2);
  }

  @Test
  void onARingTheTwoThatMeetTellEachOther() {
    var ring = new ScalingRun(Graph.ring(20), DELAY).oneByOne(20);
    assertThat(ring.lines()).isBetween((double) ring.least(), (double) ring.most());
    assertThat(ring.superfluous()).isEqualTo(ring.lines() - ring.least());
  }

  /** A client that moves faster than a link sends is sent less often than it moves. */
  @Test
  void aFloodOfFewClientsIsConflatedAndLosesNothing() {
    var run = new ScalingRun(Graph.grid(9), DELAY);
    var spread = run.flood(2000, 20_000, 3);
    assertThat(spread.lines()).isLessThan(spread.least());
    assertThat(run.agrees()).isTrue();
  }

  @Test
  void regularGraphsAreConnectedAndRegular() {
    for (var degree : new int[] {2, 3, 4, 7}) {
      var graph = Graph.regular(30, degree, new Random(degree));
      assertThat(graph.edges()).isEqualTo(30 * degree / 2);
      assertThat(graph.distances(0)).doesNotContain(Graph.UNREACHABLE);
      for (var i = 0; i < graph.size(); i++) {
        assertThat(graph.neighbours(i)).hasSize(degree);
      }
    }
    assertThat(Graph.ring(9).diameter()).isEqualTo(4);
    assertThat(Graph.grid(9).diameter()).isEqualTo(4);
  }

  /** What is compared with trees within the flood is the flood that the members really make. */
  @Test
  void theModelFloodsAsTheMembersDo() {
    for (var graph : new Graph[] {Graph.mesh(8), Graph.grid(25)}) {
      var members = new ScalingRun(graph, DELAY).oneByOne(50);
      var model = new SpreadModel(graph, SpreadModel.Way.FLOOD, DELAY, 1).oneByOne(50);
      assertThat(model.lines()).isCloseTo(members.lines(), within(0.05 * members.lines()));
      assertThat(model.hops()).isCloseTo(members.hops(), within(0.5));
      assertThat(model.nanos()).isCloseTo(members.nanos(), within(0.15 * members.nanos()));
    }
  }

  @Test
  void aTreeWithinTheFloodSendsTheLeastOnceItHasGrown() {
    var graph = Graph.grid(25);
    var model = new SpreadModel(graph, SpreadModel.Way.TREE, DELAY, 1);
    model.oneByOne(50);
    var grown = model.oneByOne(50);
    assertThat(grown.lines()).isCloseTo(grown.least(), within(0.5));
    assertThat(grown.announcements()).isPositive();
    assertThat(grown.everywhere()).isTrue();
  }
}
