package dev.proxyherd.near;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.testing.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Long random histories: each client is in one cell, which is where it is. */
class CellTreeTest {
  private static final int CLIENTS = 400;
  private static final int CHANGES = 30_000;

  private final Random random = Seeds.random();

  /** Where clients are by now, also those that the tree has not been told of yet. */
  private final Map<Long, Coordinates> now = new HashMap<>();

  private final Map<Long, Coordinates> told = new HashMap<>();
  private final CellTree tree = new CellTree(0, now::get);

  @Test
  void everyClientIsInTheCellWhereItIs() {
    for (var change = 0; change < CHANGES; change++) {
      var id = anyId();
      if (random.nextInt(6) == 0) {
        now.remove(id);
        told.remove(id);
        tree.remove(id);
      } else {
        var there = anywhere();
        now.put(id, there);
        told.put(id, there);
        tree.put(id, there.latitude(), there.longitude());
      }
      if (change % 500 == 0) {
        assertThat(check(null, tree.root())).isEqualTo(tree.size()).isEqualTo(told.size());
      }
    }
    for (var id : Map.copyOf(told).keySet()) {
      tree.remove(id);
    }
    assertThat(tree.root()).isNull();
    assertThat(tree.size()).isZero();
  }

  /** A cell that is divided asks where its clients are, and hears of some that have moved on. */
  @Test
  void clientsThatMovedBeforeTheirCellWasDividedAreWhereTheyAreNow() {
    var here = new Coordinates(34, -118);
    for (var id = 0L; id < Leaf.MAX_CLIENTS; id++) {
      put(id, here);
    }
    put(1_000, new Coordinates(-34, 118));
    for (var id = 0L; id < 10; id++) {
      now.put(id, new Coordinates(-33, 117 + id));
    }
    now.remove(20L);
    put(2_000, here);
    put(2_001, here);
    told.keySet().retainAll(now.keySet());
    told.putAll(now);

    assertThat(check(null, tree.root())).isEqualTo(tree.size()).isEqualTo(now.size());
  }

  @Test
  void anyNumberOfClientsMayBeAtOneSpot() {
    for (var id = 0L; id < 5_000; id++) {
      put((id << 45) | random.nextInt(3), new Coordinates(-90, 180));
    }
    assertThat(check(null, tree.root())).isEqualTo(5_000);
  }

  private void put(long id, Coordinates there) {
    now.put(id, there);
    told.put(id, there);
    tree.put(id, there.latitude(), there.longitude());
  }

  /** Their low halves, by which they are looked up, are often the same. */
  private long anyId() {
    var number = (long) random.nextInt(CLIENTS);
    return ((number * 0x9E3779B97F4A7C15L) << 32) | (number % 100 * 40_000_000);
  }

  /** Often the same places, and often near each other. */
  private Coordinates anywhere() {
    return switch (random.nextInt(4)) {
      case 0 -> new Coordinates(48.8583701, 2.2944813);
      case 1 -> new Coordinates(48.8 + random.nextDouble() / 10, 2.3 + random.nextDouble() / 10);
      case 2 -> new Coordinates(90 - random.nextInt(2) * 1e-5, random.nextInt(361) - 180);
      default -> new Coordinates(random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180);
    };
  }

  /** Returns how many clients there are. */
  private int check(@Nullable Fork parent, @Nullable Cell cell) {
    if (cell == null) {
      return 0;
    }
    assertThat(cell.parent).isSameAs(parent);
    return switch (cell) {
      case Fork fork -> {
        var clients = check(fork, fork.half(0)) + check(fork, fork.half(1));
        assertThat(clients).as("clients of what is divided").isPositive();
        yield clients;
      }
      case Leaf leaf -> {
        assertThat(leaf.size()).isPositive();
        for (var i = 0; i < leaf.size(); i++) {
          var there = Objects.requireNonNull(told.get(leaf.id(i)), "a client that is not there");
          assertThat(
                  leaf.contains(Cell.latitude(there.latitude()), Cell.longitude(there.longitude())))
              .isTrue();
        }
        yield leaf.size();
      }
    };
  }
}
