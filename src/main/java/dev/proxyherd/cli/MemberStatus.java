package dev.proxyherd.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a member is, in the shape of {@code herd status --json}.
 *
 * @param pid null when the member does not run
 * @param up whether it runs and calls itself healthy
 * @param clients how many clients it knows; null when it does not say
 * @param digest of the records of these clients, to compare; null when it does not say
 * @param links as the member reports them: {@code neighbour}, {@code state}, {@code lag} …
 */
@JsonPropertyOrder({
  "name",
  "clientPort",
  "peerPort",
  "httpPort",
  "pid",
  "up",
  "clients",
  "digest",
  "links"
})
record MemberStatus(
    String name,
    int clientPort,
    int peerPort,
    int httpPort,
    @Nullable Long pid,
    boolean up,
    @Nullable Long clients,
    @Nullable String digest,
    List<JsonNode> links) {
  static MemberStatus of(Member member, @Nullable MemberProcess process) {
    var links = new ArrayList<JsonNode>();
    Long clients = null;
    String digest = null;
    var up = false;
    if (process != null) {
      var endpoint = new MemberEndpoint(member);
      up = endpoint.health().equals("UP");
      var herd = endpoint.herd();
      herd.path("links").forEach(links::add);
      clients = herd.path("clients").isNumber() ? (Long) herd.path("clients").asLong() : null;
      digest = herd.path("digest").asString(null);
    }
    return new MemberStatus(
        member.name(),
        member.clientPort(),
        member.peerPort(),
        member.httpPort(),
        process == null ? null : (Long) process.pid(),
        up,
        clients,
        digest,
        links);
  }

  /** In a word, for people. */
  String state() {
    return up ? "up" : pid == null ? "down" : "not healthy";
  }

  /** The links in a line, for people. */
  String linksInWords() {
    return String.join(", ", links.stream().map(MemberStatus::linkInWords).toList());
  }

  private static String linkInWords(JsonNode link) {
    var words = link.path("neighbour").asString("?") + " " + link.path("state").asString("?");
    var lag = link.path("lag").asLong(0);
    return lag > 0 ? words + " (lag " + lag + ")" : words;
  }

  /** What keeps a member from being ready, or null when nothing does. */
  static @Nullable String obstacle(Member member, boolean linked) {
    var endpoint = new MemberEndpoint(member);
    var health = endpoint.health();
    if (!health.equals("UP")) {
      return health.isEmpty() ? "does not answer yet" : illness(endpoint, health);
    }
    if (!linked) {
      return null;
    }
    var links = endpoint.herd().path("links");
    if (links.size() < member.neighbours().size()) {
      return "does not report its links";
    }
    return StreamSupport.stream(links.spliterator(), false)
        .filter(link -> !link.path("state").asString("").equals("UP"))
        .map(MemberStatus::linkTrouble)
        .findFirst()
        .orElse(null);
  }

  private static String illness(MemberEndpoint endpoint, String health) {
    var neighbours = endpoint.catchingUpWith();
    return neighbours.isEmpty()
        ? "health is " + health
        : "is catching up with " + String.join(", ", neighbours);
  }

  private static String linkTrouble(JsonNode link) {
    var error = link.path("lastError").asString("");
    return "link to %s is %s%s"
        .formatted(
            link.path("neighbour").asString("?"),
            link.path("state").asString("?"),
            error.isEmpty() ? "" : ": " + error);
  }
}
