package dev.proxyherd.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One direction of an edge, as both of its ends have it, in the shape of {@code herd links --json}.
 *
 * @param from the member that dials, and sends updates
 * @param to the member that is dialled, and receives them
 * @param up whether updates flow, as far as the ends say; an end that leaves it to another replica
 *     of its member says nothing against it
 * @param state as the sender has it: {@code UP}, {@code CONNECTING}, {@code DOWN}, {@code REFUSED},
 *     {@code ELSEWHERE}; null when it does not say
 * @param incoming as the receiver has it; null when it does not say
 * @param lag how many changes the receiver has not acknowledged; null when the sender does not say
 * @param lastError why it is not up, or was not the last time, in the sender's words; null when
 *     there is nothing to say
 */
record Link(
    String from,
    String to,
    boolean up,
    @Nullable String state,
    @Nullable String incoming,
    @Nullable Long lag,
    @Nullable String lastError) {
  static final String UP = "UP";

  /** Another replica of the member holds the link. */
  static final String ELSEWHERE = "ELSEWHERE";

  /** All links of a herd: those of the profiles, whichever end names them, and those reported. */
  static List<Link> of(List<Member> herd, List<MemberStatus> statuses) {
    var reports = new HashMap<String, JsonNode>();
    for (var status : statuses) {
      for (var link : status.links()) {
        reports.put(key(status.name(), link.path("neighbour").asString("")), link);
      }
    }
    var names = herd.stream().map(Member::name).toList();
    var edges = new TreeSet<>(reports.keySet());
    for (var member : herd) {
      member.neighbours().forEach(neighbour -> edges.add(key(member.name(), neighbour)));
    }
    var links = new ArrayList<Link>();
    for (var from : names) {
      for (var to : names) {
        if (edges.contains(key(from, to)) || edges.contains(key(to, from))) {
          links.add(of(from, to, reports.get(key(from, to)), reports.get(key(to, from))));
        }
      }
    }
    return links;
  }

  /** Names have no spaces. */
  private static String key(String from, String to) {
    return from + " " + to;
  }

  static Link of(String from, String to, @Nullable JsonNode sender, @Nullable JsonNode receiver) {
    var state = text(sender, "state");
    var incoming = text(receiver, "incoming");
    return new Link(
        from,
        to,
        (state != null || incoming != null) && mayBeUp(state) && mayBeUp(incoming),
        state,
        incoming,
        sender != null && sender.path("lag").isNumber() ? (Long) sender.path("lag").asLong() : null,
        text(sender, "lastError"));
  }

  private static boolean mayBeUp(@Nullable String state) {
    return state == null || state.equals(UP) || state.equals(ELSEWHERE);
  }

  private static @Nullable String text(@Nullable JsonNode report, String field) {
    return report == null ? null : report.path(field).asString(null);
  }
}
