package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesQuery;

/** Takes each try out of the budget before it goes out. */
final class WithinBudget implements Asker {
  private final Asker next;
  private final Budget budget;

  WithinBudget(Asker next, Budget budget) {
    this.next = next;
    this.budget = budget;
  }

  @Override
  public Result ask(PlacesQuery query, Deadline deadline) {
    var taken = budget.now();
    var refusal = budget.take(taken);
    if (refusal != null) {
      return refusal;
    }
    var result = next.ask(query, deadline);
    if (result.outcome() == Outcome.UNREACHED) {
      budget.giveBack(taken); // Google has not heard of it
    }
    return result;
  }
}
