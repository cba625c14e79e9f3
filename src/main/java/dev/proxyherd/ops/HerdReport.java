package dev.proxyherd.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxyherd.peer.LinkState;
import dev.proxyherd.topology.HerdProperties.MemberAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One member, as it sees itself. Ports are those that it really listens on.
 *
 * @param webPort -1 for none
 * @param clients how many clients it knows
 * @param digest of their records: members that hold the same say the same
 * @param replica which of the member's replicas this is; null where it is one process
 * @param engine what the replicas have in common; null where the member is one process
 * @param changeNumber the number of its latest change, 0 when there was none
 * @param refused who, not being a neighbour, was refused a link, and why
 * @param limits how near it is to those that fill up, by name
 * @param members where the members are, by name, as its address table says
 */
record HerdReport(
    String name,
    @Nullable String replica,
    @Nullable Engine engine,
    String version,
    long pid,
    long uptimeSeconds,
    boolean ready,
    int clientPort,
    int peerPort,
    int httpPort,
    int webPort,
    long clients,
    String digest,
    long changeNumber,
    List<Link> links,
    Map<String, String> refused,
    Map<String, Limits.Level> limits,
    Map<String, MemberAddress> members) {

  /**
   * A site's engine, as one of its replicas sees it.
   *
   * @param kind {@code single} or {@code cluster}
   * @param primaries how many of its servers have a part of the records
   * @param leasesHeld how many links, each direction for itself, are this replica's
   * @param trouble with how many of the records' parts something is wrong, and what; null while all
   *     is well
   */
  record Engine(String kind, int primaries, int leasesHeld, @Nullable String trouble) {
    /** For people. */
    String inWords() {
      return "%s, %d %s, %s"
          .formatted(
              kind,
              primaries,
              primaries == 1 ? "primary" : "primaries",
              trouble == null ? "well" : "in trouble: " + trouble);
    }
  }

  /**
   * Both directions of one edge.
   *
   * @param state of the link that this member dials
   * @param incoming of the link that the neighbour dials
   * @param heldBy the replica that has the first of them; null where that is this one
   * @param incomingHeldBy the same of the second
   * @param lag how many changes the neighbour has not acknowledged, counted up to {@link
   *     Lags#LIMIT}
   * @param lagSeconds for how long it has lacked the first of them
   * @param roundTripSeconds of a change and its acknowledgement; null before the first
   * @param clockOffsetSeconds how far its clock is ahead of this member's; null when not known
   * @param lastError why the link is not up, or was not the last time
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Link(
      String neighbour,
      LinkState state,
      LinkState incoming,
      @Nullable String heldBy,
      @Nullable String incomingHeldBy,
      int lag,
      double lagSeconds,
      @Nullable Double roundTripSeconds,
      @Nullable Double clockOffsetSeconds,
      @Nullable String lastError) {}
}
