package dev.proxyherd.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One update that a member has been told, to be looked for at others.
 *
 * <p>Another is asked with WHATSAT, again and again, until it answers with the probe's time. It has
 * taken from just before the IAMAT was sent until that answer has come: a little more than the
 * flood took, never less.
 *
 * @param time the client's, which no earlier probe had
 * @param startNanos just before the member was told, as {@link System#nanoTime}
 */
record Probe(String client, String time, long startNanos) {
  /** In place of a duration: it has not been seen. */
  static final long MISSED = -1;

  /** For the shortest times: the asking keeps a core busy. */
  static final double WITHOUT_PAUSE = 0;

  /** In the sea farthest from any land: the places there are few to look up. */
  private static final String LOCATION = "-48.876667-123.393333";

  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Makes probes, each with a later time than the one before. For one thread. */
  static final class Source {
    private final EpochClock clock = new EpochClock(InstantSource.system());
    private long lastTime;

    /**
     * Tells a member where a client is.
     *
     * @throws BenchFailure when it refuses, or cannot be talked to
     */
    Probe tell(LineClient teller, String client) {
      lastTime = Math.max(lastTime + 1, clock.nanos());
      var time =
          "%d.%09d"
              .formatted(
                  lastTime / EpochClock.NANOS_PER_SECOND, lastTime % EpochClock.NANOS_PER_SECOND);
      var tail = " %s %s %s".formatted(client, LOCATION, time);
      var start = System.nanoTime();
      var reply = teller.ask("IAMAT" + tail);
      if (!reply.startsWith("AT ") || !reply.endsWith(tail)) {
        throw new BenchFailure(
            "wrong reply from %s:%s"
                .formatted(
                    teller.member(),
                    new WrongReply("AT <server> <difference>" + tail, reply).getMessage()));
      }
      return new Probe(client, time, start);
    }
  }

  /**
   * Asks until the member knows.
   *
   * @param pauses between questions, as a share of the time that has passed, up to 10 ms
   * @return nanoseconds from before the probe was told; {@link #MISSED} when patience is at its end
   * @throws BenchFailure when the answer is none, or the member cannot be talked to
   */
  long awaitSeen(LineClient asker, Duration patience, double pauses) {
    var question = "WHATSAT %s 1 1".formatted(client);
    var passed = System.nanoTime() - startNanos;
    while (passed < patience.toNanos()) {
      var reply = asker.ask(question);
      passed = System.nanoTime() - startNanos;
      if (reply.startsWith("AT ")) {
        asker.skipPlaces();
        if (reply.endsWith(" " + time)) {
          return passed;
        }
      } else if (!reply.startsWith("?")) {
        throw new BenchFailure("wrong reply from %s: %s".formatted(asker.member(), reply));
      }
      LockSupport.parkNanos(Math.min((long) (passed * pauses), MAX_PAUSE_NANOS));
    }
    return MISSED;
  }
}
