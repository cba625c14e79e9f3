package dev.proxyherd.http.phones;

import dev.proxyherd.http.Caller;
import dev.proxyherd.http.ClientView;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where a phone's friends are, as OwnTracks shows them. Friends are those that the operator has
 * named, among each other: nobody else is told, and nobody is told of another client than by {@code
 * GET /v1/clients/{id}}.
 */
final class Friends {
  private static final long NANOS = 1_000_000_000;
  private static final int RADIX = 36;

  private final LocationStore store;

  /** With the characters under which the app shows each. */
  private final Map<ByteString, String> ids = new LinkedHashMap<>();

  Friends(LocationStore store, List<String> friends) {
    this.store = store;
    var taken = new HashSet<String>();
    for (var friend : friends) {
      ids.put(ByteString.of(friend), id(friend, taken));
    }
  }

  /**
   * The app takes two friends for one where their characters are the same. So: the initials of user
   * and device, or else the first letter and the first digit or letter that is free.
   */
  private static String id(String friend, Set<String> taken) {
    var initial = friend.substring(0, friend.offsetByCodePoints(0, 1));
    var device = friend.substring(friend.lastIndexOf('/') + 1);
    var second = device.isEmpty() ? "" : device.substring(0, device.offsetByCodePoints(0, 1));
    var id = (initial + second).toUpperCase(Locale.ROOT);
    for (var i = 1; !taken.add(id); i++) {
      id = (initial + Integer.toString(i, RADIX)).toUpperCase(Locale.ROOT);
    }
    return id;
  }

  /** A friend's place: of the app's type {@code location}. */
  private static Map<String, Object> location(String id, ClientLocation friend) {
    var view = ClientView.of(friend);
    var message = new LinkedHashMap<String, Object>();
    message.put("_type", "location");
    message.put("tid", id);
    message.put("lat", view.latitude());
    message.put("lon", view.longitude());
    message.put("tst", friend.timeNanos() / NANOS);
    message.put("topic", "owntracks/" + view.client());
    return message;
  }

  /** A friend's name: of the app's type {@code card}. */
  private static Map<String, Object> card(String id, ByteString friend) {
    var message = new LinkedHashMap<String, Object>();
    message.put("_type", "card");
    message.put("tid", id);
    message.put("name", friend.toString());
    return message;
  }

  /**
   * What the phones of these clients are told.
   *
   * @param caller who asks; is told only of those that it may ask for
   * @return locations and cards, to be written as JSON
   */
  List<Map<String, Object>> of(Set<ByteString> clients, Caller caller) {
    var messages = new ArrayList<Map<String, Object>>();
    if (clients.stream().noneMatch(ids::containsKey)) {
      return messages;
    }
    ids.forEach(
        (friend, id) -> {
          if (!clients.contains(friend) && caller.mayAskFor(friend)) {
            store
                .find(friend)
                .ifPresent(
                    location -> {
                      messages.add(location(id, location));
                      messages.add(card(id, friend));
                    });
          }
        });
    return messages;
  }
}
