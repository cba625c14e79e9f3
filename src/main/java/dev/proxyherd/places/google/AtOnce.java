package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesQuery;
import java.util.List;

/** Refuses at once what would be refused later: nobody is to wait in turn for a closed gate. */
final class AtOnce implements Asker {
  private final Asker next;
  private final List<Gate> gates;

  AtOnce(Asker next, Gate... gates) {
    this.next = next;
    this.gates = List.of(gates);
  }

  @Override
  public Result ask(PlacesQuery query, Deadline deadline) {
    for (var gate : gates) {
      var refusal = gate.refusal();
      if (refusal != null) {
        return refusal;
      }
    }
    return next.ask(query, deadline);
  }
}
