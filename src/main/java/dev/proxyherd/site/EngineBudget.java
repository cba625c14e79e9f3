package dev.proxyherd.site;

import dev.proxyherd.places.google.BudgetLedger;
import java.time.LocalDate;
import java.util.List;

/** What all replicas of a site have spent of its budget for Google, in the engine. */
final class EngineBudget implements BudgetLedger {
  private static final int NO_BOUND = -1;

  private final Engine engine;
  private final Keys keys;

  EngineBudget(Engine engine, Keys keys) {
    this.engine = engine;
    this.keys = keys;
  }

  @Override
  public Entry take(LocalDate day, long minute, long perDay, long perMinute) {
    return Replies.entry(call(Functions.spend(day.toEpochDay(), minute, perDay, perMinute, 1)));
  }

  @Override
  public void giveBack(LocalDate day, long minute) {
    var _ = call(Functions.spend(day.toEpochDay(), minute, NO_BOUND, NO_BOUND, -1));
  }

  /** As safe as an update: who takes over from a primary is to know what was spent. */
  private List<Object> call(byte[][] arguments) {
    return engine.ask(engine.record(Functions.SPEND, new byte[][] {keys.budget()}, arguments));
  }
}
