package dev.proxyherd.command;

import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Receipt;

/**
 * Is told how long things take. Whether it listens is its own choice, each time: to read the clock
 * costs more than to count.
 */
public interface CommandTimes {
  /**
   * A client's command has been read.
   *
   * @return when, for {@link #answered}; 0 when this one is not measured
   */
  long begin();

  /**
   * Its reply is ready, and all that it says is recorded.
   *
   * @param begun what {@link #begin} gave, not 0
   */
  void answered(CommandOutcome outcome, long begun);

  /**
   * A neighbour's update, sent as the neighbour came to know it and news here, is recorded.
   *
   * @param receipt whose feed it stood in, and its number there
   */
  void propagated(ClientLocation location, Receipt receipt);
}
