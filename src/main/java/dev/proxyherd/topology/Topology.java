package dev.proxyherd.topology;

import dev.proxyherd.topology.HerdProperties.MemberAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * This member's place in the herd: its name, its neighbours, and where all members are to be found.
 * An instance has been checked: names are fields of the protocol, and every name has an address.
 */
public final class Topology {
  private final String self;
  private final List<String> neighbours;
  private final Map<String, MemberAddress> members;
  private final String secret;
  private final String bindAddress;

  private Topology(HerdProperties properties) {
    self = properties.name();
    neighbours = List.copyOf(properties.neighbours());
    members = Map.copyOf(properties.members());
    secret = properties.secret();
    bindAddress = properties.bindAddress();
  }

  /**
   * Checks what the profiles say.
   *
   * @throws TopologyException names the first property at fault, and what would be right
   */
  public static Topology of(HerdProperties properties) {
    new TopologyCheck(properties).run();
    return new Topology(properties);
  }

  /** This member's name, as it appears in protocol lines. */
  public String self() {
    return self;
  }

  /** Where this member listens. */
  public MemberAddress selfAddress() {
    return address(self);
  }

  /** The names of the members that this one is linked to, in the order of the profile. */
  public List<String> neighbours() {
    return neighbours;
  }

  /** Whether the address table has a member of this name. */
  public boolean knows(String member) {
    return members.containsKey(member);
  }

  /**
   * Where a member is to be found.
   *
   * @throws IllegalArgumentException when the address table has no such member
   */
  public MemberAddress address(String member) {
    var address = members.get(member);
    if (address == null) {
      throw new IllegalArgumentException("not in the address table: " + member);
    }
    return address;
  }

  /** Where all members are to be found, by name, in the order of names. */
  public Map<String, MemberAddress> addresses() {
    return new TreeMap<>(members);
  }

  /** What members prove to each other that they belong to this herd; at least 16 characters. */
  public String secret() {
    return secret;
  }

  /** The address that this member's ports listen on; {@code 0.0.0.0} for all interfaces. */
  public String bindAddress() {
    return bindAddress;
  }
}
