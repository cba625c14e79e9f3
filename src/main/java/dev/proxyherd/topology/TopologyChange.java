package dev.proxyherd.topology;

import java.util.Collection;
import java.util.List;

/**
 * What is different between the topology that holds and the one that the files describe.
 *
 * @param added the members that become neighbours
 * @param removed the members that are neighbours no more
 * @param moved the neighbours that stay, and are to be dialled elsewhere
 * @param needRestart other settings whose values have changed in the files since the start, and
 *     that a reload leaves as they are: their keys
 */
public record TopologyChange(
    List<String> added, List<String> removed, List<Move> moved, List<String> needRestart) {
  /** One neighbour's peer port, as host and port. */
  public record Move(String neighbour, String from, String to) {}

  /**
   * Compares.
   *
   * @param differences keys of all settings that have another value than at the start
   * @throws TopologyException when it is another member that the files describe
   */
  public static TopologyChange between(
      Topology now, Topology next, Collection<String> differences) {
    if (!next.self().equals(now.self())) {
      throw new TopologyException(
          "herd.name",
          "'" + next.self() + "'",
          "this member is " + now.self() + ", and has a store of that name",
          "Set it back; or stop this member, and start the other one.");
    }
    return new TopologyChange(
        without(next.neighbours(), now.neighbours()),
        without(now.neighbours(), next.neighbours()),
        now.neighbours().stream()
            .filter(next.neighbours()::contains)
            .map(name -> new Move(name, peerPort(now, name), peerPort(next, name)))
            .filter(move -> !move.from().equals(move.to()))
            .toList(),
        differences.stream().filter(key -> !isFollowed(key, now.self())).sorted().toList());
  }

  private static List<String> without(List<String> all, List<String> some) {
    return all.stream().filter(name -> !some.contains(name)).toList();
  }

  private static String peerPort(Topology topology, String member) {
    var address = topology.address(member);
    return address.host() + ":" + address.peerPort();
  }

  /** A member listens at its own ports, and dials others' peer ports; it never dials itself. */
  private static boolean isFollowed(String key, String self) {
    var own = key.startsWith("herd.members." + self + ".");
    var ownInBrackets = key.startsWith("herd.members[" + self + "].");
    return key.startsWith("herd.neighbours")
        || (key.startsWith("herd.members") && !own && !ownInBrackets)
        || ((own || ownInBrackets) && key.endsWith(".host"));
  }

  /** In words, for a log. */
  public String describe() {
    var moves =
        moved.stream().map(move -> move.neighbour() + " from " + move.from() + " to " + move.to());
    var same = added.isEmpty() && removed.isEmpty() && moved.isEmpty();
    return "%s%s"
        .formatted(
            same
                ? "as before"
                : "added %s; removed %s; moved %s"
                    .formatted(names(added), names(removed), names(moves.toList())),
            needRestart.isEmpty()
                ? ""
                : "; changed, but only with a restart: " + names(needRestart));
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
