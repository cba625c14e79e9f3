package dev.proxyherd.http.stream;

import java.util.Locale;

/** What can be told of a client and an area. */
enum AreaEvent {
  /** It was not in it, as far as is known, and is now. */
  ENTER,
  /** It was in it already, and has told again. */
  INSIDE,
  /** It was in it, and is not any more. */
  EXIT;

  /** As in requests and events. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
