package dev.proxyherd.places.google;

import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.places.PlacesStatus;
import dev.proxyherd.places.google.BudgetLedger.Spent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of Google this member may make, in a minute of the clock and in a day.
 *
 * <p>A clock that is set back while the member runs opens nothing: what is spent stays so until the
 * latest minute and day that were seen are over.
 *
 * <p>Where the member is several processes, a ledger has what all of them have spent, and what is
 * known here is what it said last. While it does not answer, no call is made of a budget that has a
 * bound: who cannot tell what is left spends nothing.
 */
final class Budget implements Gate {
  /** Where there is no bound. */
  static final long UNBOUNDED = -1;

  private final long perMinute;
  private final long perDay;
  private final ZoneId zone;
  private final InstantSource clock;
  private final BudgetFile file;
  private final @Nullable BudgetLedger ledger;
  private Spent spent;

  /** What is spent of what; {@code max} may be {@link #UNBOUNDED}. */
  record Level(long used, long max) {}

  Budget(BudgetProperties bounds, ZoneId zone, InstantSource clock, BudgetFile file) {
    this(bounds, zone, clock, file, null);
  }

  /**
   * @param ledger where all processes of the member keep what they spend; null where it is one
   */
  Budget(
      BudgetProperties bounds,
      ZoneId zone,
      InstantSource clock,
      BudgetFile file,
      @Nullable BudgetLedger ledger) {
    this.ledger = ledger;
    perMinute = bounds.perMinute();
    perDay = bounds.perDay();
    this.zone = zone;
    this.clock = clock;
    this.file = file;
    var now = now();
    spent = at(noLater(file.read(all(now)), now), now);
    // At once: what cannot be read is not to count as spent tomorrow too.
    spend(spent);
  }

  /** As if all were spent, for a file that cannot be read: a bill is worse than a day without. */
  private Spent all(Instant now) {
    return new Spent(dayOf(now), Math.max(0, perDay), minuteOf(now), Math.max(0, perMinute));
  }

  /** A clock that was ahead when it was written would keep the budget closed until then. */
  private Spent noLater(Spent read, Instant now) {
    var day = dayOf(now).isBefore(read.day()) ? dayOf(now) : read.day();
    return new Spent(day, read.inDay(), Math.min(read.minute(), minuteOf(now)), read.inMinute());
  }

  Instant now() {
    return clock.instant();
  }

  @Override
  public synchronized @Nullable Result refusal() {
    return refusal(at(spent, now()));
  }

  private @Nullable Result refusal(Spent level) {
    if (perDay >= 0 && level.inDay() >= perDay) {
      return over(Outcome.OVER_DAY, perDay, level.day().plusDays(1).atStartOfDay(zone).toInstant());
    }
    if (perMinute >= 0 && level.inMinute() >= perMinute) {
      return over(Outcome.OVER_MINUTE, perMinute, Instant.ofEpochSecond(60 * (level.minute() + 1)));
    }
    return null;
  }

  /** Takes a call, or says why there is none to be had. */
  @Nullable Result take(Instant now) {
    return ledger != null && isBounded() ? takeOf(ledger, now) : takeHere(now);
  }

  private synchronized @Nullable Result takeHere(Instant now) {
    var level = at(spent, now);
    var refusal = refusal(level);
    if (refusal == null) {
      spend(new Spent(level.day(), level.inDay() + 1, level.minute(), level.inMinute() + 1));
    }
    return refusal;
  }

  /** Waits. */
  private @Nullable Result takeOf(BudgetLedger shared, Instant now) {
    try {
      var entry = shared.take(dayOf(now), minuteOf(now), perDay, perMinute);
      synchronized (this) {
        spent = entry.spent();
      }
      if (entry.isTaken()) {
        return null;
      }
      var refusal = refusal(entry.spent());
      return refusal == null ? unknown("it is being raised") : refusal;
    } catch (StoreUnavailableException e) {
      return unknown(e.getMessage());
    }
  }

  /** Gives back a call that was taken and not made. */
  void giveBack(Instant taken) {
    if (ledger == null || !isBounded()) {
      giveBackHere(taken);
      return;
    }
    try {
      ledger.giveBack(dayOf(taken), minuteOf(taken));
    } catch (StoreUnavailableException e) {
      // It counts as spent: a call less is no harm.
    }
  }

  private synchronized void giveBackHere(Instant taken) {
    var day = dayOf(taken).equals(spent.day()) ? 1 : 0;
    var minute = minuteOf(taken) == spent.minute() ? 1 : 0;
    spend(new Spent(spent.day(), spent.inDay() - day, spent.minute(), spent.inMinute() - minute));
  }

  private void spend(Spent now) {
    spent = now;
    if (isBounded()) {
      file.write(now);
    }
  }

  boolean isBounded() {
    return perMinute >= 0 || perDay >= 0;
  }

  synchronized Level minute() {
    return new Level(at(spent, now()).inMinute(), perMinute);
  }

  synchronized Level day() {
    return new Level(at(spent, now()).inDay(), perDay);
  }

  /** What is spent of the day and the minute that it is now. */
  private Spent at(Spent known, Instant now) {
    var day = dayOf(now);
    var minute = minuteOf(now);
    var sameDay = !day.isAfter(known.day());
    var sameMinute = minute <= known.minute();
    return new Spent(
        sameDay ? known.day() : day,
        sameDay ? known.inDay() : 0,
        sameMinute ? known.minute() : minute,
        sameMinute ? known.inMinute() : 0);
  }

  private LocalDate dayOf(Instant now) {
    return LocalDate.ofInstant(now, zone);
  }

  private static long minuteOf(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), 60);
  }

  private static Result over(Outcome outcome, long max, Instant opens) {
    var period = outcome == Outcome.OVER_DAY ? "day" : "minute";
    return Result.failed(
        outcome,
        PlacesStatus.OVER_QUERY_LIMIT,
        "This member's budget for Google Places is spent: %d calls a %s. It opens again at %s. Ask then, or raise herd.places.google.budget.per-%s."
            .formatted(max, period, opens.truncatedTo(ChronoUnit.SECONDS), period));
  }

  private static Result unknown(@Nullable String reason) {
    return Result.failed(
        Outcome.BUDGET_UNKNOWN,
        PlacesStatus.UNKNOWN_ERROR,
        "It is not known what is left of this member's budget for Google Places: %s. Ask again soon."
            .formatted(reason));
  }
}
