package dev.proxyherd.places.google;

import java.time.LocalDate;

/**
 * Where several processes that are one member keep what they have spent of one budget. Its methods
 * wait, and throw a {@link dev.proxyherd.location.StoreUnavailableException} where it cannot be
 * told what is spent.
 */
public interface BudgetLedger {
  /**
   * What has been spent.
   *
   * @param day of the budget's time zone
   * @param minute since 1970
   */
  record Spent(LocalDate day, long inDay, long minute, long inMinute) {}

  /**
   * What became of a call that was to be taken.
   *
   * @param isTaken whether there was one to be had
   * @param spent of the latest day and minute that are known, this call among it
   */
  record Entry(boolean isTaken, Spent spent) {}

  /**
   * Takes a call out of what there is, in one step for all processes.
   *
   * @param perDay how many there are in a day; negative for any number
   * @param perMinute how many in a minute; negative for any number
   */
  Entry take(LocalDate day, long minute, long perDay, long perMinute);

  /** Gives back a call that was taken in that day and minute, and not made. */
  void giveBack(LocalDate day, long minute);
}
