package dev.proxyherd.http.stream;

import dev.proxyherd.location.ByteString;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a stream is to tell.
 *
 * @param clients of which clients; includes what the caller may ask for
 * @param area in which part of the earth; null for all of it
 * @param events which of an area's; of no consequence without one
 * @param fromNow whether without the records that there are when it begins
 * @param after the last event that the reader has had, as it says; empty for none
 */
record StreamRequest(
    Predicate<ByteString> clients,
    @Nullable Area area,
    Set<AreaEvent> events,
    boolean fromNow,
    Optional<String> after) {
  StreamRequest {
    events = Set.copyOf(events);
  }

  /** Whether it has to be remembered who is inside. */
  boolean remembers() {
    return area != null && (events.contains(AreaEvent.ENTER) || events.contains(AreaEvent.EXIT));
  }
}
