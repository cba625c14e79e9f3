package dev.proxyherd.http.stream;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an event's {@code id} says: a place in the changes of one store.
 *
 * @param epoch names the store
 * @param number a change number of it
 */
record StreamId(String epoch, long number) {
  private static final Pattern FORM = Pattern.compile("(.{1,100})-([0-9]{1,18})");

  /** Empty for what is none: it may be of anything. */
  static Optional<StreamId> parse(String text) {
    var matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new StreamId(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return epoch + '-' + number;
  }
}
