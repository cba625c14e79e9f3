package dev.proxyherd.places.google;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How a member's calls of Google are going, for whoever reports on the member. */
public final class GoogleStatus {
  private final GoogleCounts counts = new GoogleCounts();
  private final LongAdder fallBacks = new LongAdder();
  private volatile @Nullable Guards guards;

  /** What stands between questions and Google. */
  record Guards(Breaker breaker, Budget budget, InTurn turns) {}

  /**
   * Where the guards stand.
   *
   * @param underWay calls at this moment
   * @param waiting questions that wait for their turn
   * @param inMinute spent of the minute's budget
   * @param perMinute the minute's budget; negative where there is none
   * @param inDay spent of the day's budget
   * @param perDay the day's budget; negative where there is none
   */
  public record Snapshot(
      BreakerState breaker,
      int underWay,
      int waiting,
      long inMinute,
      long perMinute,
      long inDay,
      long perDay) {}

  /** Begins to watch; a member that does not ask Google never does. */
  void watch(Guards used) {
    guards = used;
  }

  /** Empty where Google is not asked. */
  public Optional<Snapshot> snapshot() {
    var used = guards;
    if (used == null) {
      return Optional.empty();
    }
    var minute = used.budget().minute();
    var day = used.budget().day();
    return Optional.of(
        new Snapshot(
            used.breaker().state(),
            used.turns().underWay(),
            used.turns().waiting(),
            minute.used(),
            minute.max(),
            day.used(),
            day.max()));
  }

  /** How often the breaker came into that state. */
  public long transitions(BreakerState to) {
    var used = guards;
    return used == null ? 0 : used.breaker().transitions(to);
  }

  /** Another source has answered in place of Google. */
  public void fellBack() {
    fallBacks.increment();
  }

  /** How many answers were another source's. */
  public long fallBacks() {
    return fallBacks.sum();
  }

  public GoogleCounts counts() {
    return counts;
  }
}
