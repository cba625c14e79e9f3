package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesQuery;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** The last step of a way under test: each call ends when it is let, with the result it is told. */
final class HeldAsker implements Asker {
  private final Result result;
  private final Semaphore let = new Semaphore(0);
  private final List<PlacesQuery> asked = new CopyOnWriteArrayList<>();

  HeldAsker(Outcome outcome) {
    result = StubAsker.result(outcome);
  }

  @Override
  public Result ask(PlacesQuery query, Deadline deadline) {
    asked.add(query);
    let.acquireUninterruptibly();
    return result;
  }

  /** Lets so many calls end. */
  void let(int calls) {
    let.release(calls);
  }

  /** Of which questions there were calls, in their order. */
  List<PlacesQuery> asked() {
    return asked;
  }
}
