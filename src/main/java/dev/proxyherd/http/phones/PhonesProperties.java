package dev.proxyherd.http.phones;

import dev.proxyherd.http.ClientId;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.location.ByteString;
import java.util.HashSet;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code herd.web.phones}: whether the web port takes what phones' apps send.
 *
 * @param enabled whether {@code /pub}, {@code /osmand} and, for apps, {@code /} are there
 * @param friends names of clients whose phones are told of each other by OwnTracks; up to 100
 */
@ConfigurationProperties("herd.web.phones")
record PhonesProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<String> friends) {
  private static final String FRIENDS = "herd.web.phones.friends";
  private static final int MAX_FRIENDS = 100;

  PhonesProperties {
    if (friends.size() > MAX_FRIENDS) {
      throw new PhonesConfigurationException(
          FRIENDS,
          friends.size() + " clients",
          "each is told of all others whenever it moves",
          "Name %d or fewer.".formatted(MAX_FRIENDS));
    }
    var known = new HashSet<String>();
    for (var friend : friends) {
      if (!isName(friend)) {
        throw new PhonesConfigurationException(
            FRIENDS,
            friend,
            "no client can have this name",
            "Write user/device, as OwnTracks has them, such as jane/phone.");
      }
      if (!known.add(friend)) {
        throw new PhonesConfigurationException(
            FRIENDS, friend, "it is there twice", "Name each client once.");
      }
    }
  }

  private static boolean isName(String friend) {
    try {
      var _ = ClientId.checked(ByteString.of(friend));
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }
}
