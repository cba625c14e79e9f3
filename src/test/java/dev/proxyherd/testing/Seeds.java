package dev.proxyherd.testing;

import java.util.Random;

/** Randomness that can be had again. */
public final class Seeds {
  private Seeds() {}

  /** Prints its seed; {@code -Dherd.seed=…} gives the same numbers once more. */
  public static Random random() {
    var seed = Long.getLong("herd.seed", System.nanoTime());
    System.out.println("random test: repeat with -Dherd.seed=" + seed);
    return new Random(seed);
  }
}
