package dev.proxyherd.topology;

import static java.util.Objects.requireNonNull;

import dev.proxyherd.topology.HerdProperties.MemberAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What must hold for a herd to be possible. Stops at the first thing that does not. */
final class TopologyCheck {
  private static final int MIN_SECRET_CHARACTERS = 16;
  private static final int MAX_PORT = 65_535;

  private final HerdProperties herd;

  TopologyCheck(HerdProperties herd) {
    this.herd = herd;
  }

  void run() {
    checkName();
    checkAddressTable();
    checkSelfHasAddress();
    checkNeighbours();
    checkSecret();
  }

  private void checkName() {
    if (herd.name().isEmpty()) {
      throw new TopologyException(
          "herd.name",
          "(not set)",
          "a member needs a name",
          "Start with the profiles of a member and of an address table, for example"
              + " --spring.profiles.active=goloman,local, from the folder that holds"
              + " application-profiles; or set herd.name.");
    }
    checkIsField("herd.name", herd.name());
  }

  /** A name is a field of protocol lines: it must survive them, and be readable in a log. */
  private static void checkIsField(String key, String name) {
    if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new TopologyException(
          key,
          quoted(name),
          "a member's name is a field of the protocol",
          "Use printable ASCII characters without spaces, such as Goloman or rack-2.");
    }
  }

  private void checkAddressTable() {
    var spelling = new HashMap<String, String>();
    var users = new HashMap<String, String>();
    for (var name : new TreeSet<>(herd.members().keySet())) {
      checkIsField("herd.members", name);
      var other = spelling.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw new TopologyException(
            "herd.members",
            quoted(other) + " and " + quoted(name),
            "two members whose names differ in nothing but case",
            "Give every member one entry, spelt as in its herd.name. (An environment variable"
                + " such as HERD_MEMBERS_X_HOST makes an entry of its own in lower case.)");
      }
      checkAddress(key(name), requireNonNull(herd.members().get(name)), users);
    }
  }

  private static void checkAddress(String key, MemberAddress address, Map<String, String> users) {
    if (address.host().isBlank()) {
      throw new TopologyException(
          key + ".host", "(not set)", "a member needs a host", "Set it to a host name or address.");
    }
    checkPort(key + ".client-port", address.host(), address.clientPort(), users);
    checkPort(key + ".peer-port", address.host(), address.peerPort(), users);
    checkPort(key + ".http-port", address.host(), address.httpPort(), users);
    if (address.webPort() != -1) {
      checkPort(key + ".web-port", address.host(), address.webPort(), users);
    }
  }

  private static void checkPort(String key, String host, int port, Map<String, String> users) {
    if (port < 0 || port > MAX_PORT) {
      throw new TopologyException(
          key,
          port == -1 ? "(not set)" : Integer.toString(port),
          "not a port",
          "Set it to 1 to 65535, or to 0 for any free port.");
    }
    var place = host.toLowerCase(Locale.ROOT) + ":" + port;
    var user = port == 0 ? null : users.put(place, key);
    if (user != null) {
      throw new TopologyException(
          key,
          Integer.toString(port),
          "%s is already %s".formatted(place, user),
          "Give every port of every member on one host a number of its own.");
    }
  }

  private void checkSelfHasAddress() {
    if (!herd.members().containsKey(herd.name())) {
      throw new TopologyException(
          "herd.name",
          quoted(herd.name()),
          "not in the address table",
          (herd.members().isEmpty()
                  ? "There is no address table: add the profile of one, such as local or compose."
                  : "The table has " + names() + ".")
              + " Add %s with host, client-port, peer-port and http-port, or correct the name."
                  .formatted(key(herd.name())));
    }
  }

  private void checkNeighbours() {
    var seen = new HashSet<String>();
    for (var i = 0; i < herd.neighbours().size(); i++) {
      var key = "herd.neighbours[%d]".formatted(i);
      var neighbour = herd.neighbours().get(i);
      if (neighbour.equals(herd.name())) {
        throw new TopologyException(
            key, quoted(neighbour), "a link to oneself", "Name other members only.");
      }
      if (!herd.members().containsKey(neighbour)) {
        throw new TopologyException(
            key,
            quoted(neighbour),
            "no such member in the address table",
            "The table has %s. Correct the name, or add %s.".formatted(names(), key(neighbour)));
      }
      if (!seen.add(neighbour)) {
        throw new TopologyException(
            key, quoted(neighbour), "named twice", "Name every neighbour once.");
      }
    }
  }

  private void checkSecret() {
    var length = herd.secret().length();
    if (length < MIN_SECRET_CHARACTERS) {
      throw new TopologyException(
          "herd.secret",
          length == 0 ? "(not set)" : "(%d characters)".formatted(length),
          "a herd needs a secret of at least %d characters".formatted(MIN_SECRET_CHARACTERS),
          "Set the environment variable HERD_SECRET, or the property herd.secret, to the same value"
              + " at all members: at least %d characters, such as the output of: openssl rand -hex 32"
                  .formatted(MIN_SECRET_CHARACTERS));
    }
  }

  private String names() {
    return String.join(", ", new TreeSet<>(herd.members().keySet()));
  }

  /**
   * Names that are not plain words are to be written in brackets: Spring drops other characters.
   */
  private static String key(String member) {
    return member.matches("[A-Za-z0-9-]+")
        ? "herd.members." + member
        : "herd.members.\"[" + member + "]\"";
  }

  private static String quoted(String value) {
    return "'" + value + "'";
  }
}
