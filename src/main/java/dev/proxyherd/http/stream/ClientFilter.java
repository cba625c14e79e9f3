package dev.proxyherd.http.stream;

import dev.proxyherd.location.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Clients by name, or by how their names begin. None of either is all. */
final class ClientFilter implements Predicate<ByteString> {
  private final Set<ByteString> names = new HashSet<>();
  private final List<ByteString> beginnings = new ArrayList<>();

  void addName(ByteString name) {
    names.add(name);
  }

  /**
   * @param beginning of names; may be empty
   */
  void addBeginning(ByteString beginning) {
    beginnings.add(beginning);
  }

  @Override
  public boolean test(ByteString client) {
    if (names.contains(client) || (names.isEmpty() && beginnings.isEmpty())) {
      return true;
    }
    for (var beginning : beginnings) {
      if (client.length() >= beginning.length()
          && client.slice(0, beginning.length()).equals(beginning)) {
        return true;
      }
    }
    return false;
  }
}
