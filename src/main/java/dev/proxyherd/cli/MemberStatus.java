package dev.proxyherd.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.proxyherd.cli.HerdFailure.NoAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a member is, in the shape of {@code herd status --json}.
 *
 * @param state in a word: {@code up}, {@code not ready}, {@code not healthy}, {@code silent} (runs
 *     and does not answer), {@code down}
 * @param up whether it calls itself healthy
 * @param ready whether it has caught up and is not about to stop
 * @param trouble what is wrong with it; null when it is up, and when it is down
 * @param webPort -1 for none
 * @param pid as it says itself; null when it does not run
 * @param started when the process started; null when that is not known
 * @param version of its build; null when it does not say
 * @param connections how many clients' connections are open; null when it does not say
 * @param clients how many clients it knows; null when it does not say
 * @param digest of the records of these clients, to compare; null when it does not say
 * @param replica which of the member's replicas has answered; null where the member is one process
 * @param engine what its replicas share: kind, primaries, trouble; null where it is one process
 * @param links as the member reports them: {@code neighbour}, {@code state}, {@code lag} …
 */
@JsonPropertyOrder({
  "name",
  "state",
  "up",
  "ready",
  "trouble",
  "clientPort",
  "peerPort",
  "httpPort",
  "webPort",
  "pid",
  "started",
  "version",
  "connections",
  "clients",
  "digest",
  "replica",
  "engine",
  "links"
})
record MemberStatus(
    String name,
    String state,
    boolean up,
    boolean ready,
    @Nullable String trouble,
    int clientPort,
    int peerPort,
    int httpPort,
    int webPort,
    @Nullable Long pid,
    @Nullable Instant started,
    @Nullable String version,
    @Nullable Long connections,
    @Nullable Long clients,
    @Nullable String digest,
    @Nullable String replica,
    @Nullable JsonNode engine,
    List<JsonNode> links) {
  static MemberStatus of(Member member, @Nullable MemberProcess process) {
    var endpoint = new MemberEndpoint(member);
    try {
      return of(member, process, endpoint, endpoint.askHerd());
    } catch (NoAnswer e) {
      return process == null
          ? silent(member, null, "down", null)
          : silent(member, process, "silent", e.message());
    } catch (HerdFailure e) { // somebody answers, and not as the member should
      return silent(member, process, process == null ? "down" : "silent", e.message());
    }
  }

  private static MemberStatus silent(
      Member member, @Nullable MemberProcess process, String state, @Nullable String trouble) {
    return new MemberStatus(
        member.name(),
        state,
        false,
        false,
        trouble,
        member.clientPort(),
        member.peerPort(),
        member.httpPort(),
        member.webPort(),
        process == null ? null : (Long) process.pid(),
        process == null ? null : process.started(),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  private static MemberStatus of(
      Member member, @Nullable MemberProcess process, MemberEndpoint endpoint, JsonNode herd) {
    var health = endpoint.healthParts();
    var word = health.path("status").asString("");
    var up = word.equals("UP");
    var ready = endpoint.isReady();
    return new MemberStatus(
        member.name(),
        up ? "up" : ready ? "not healthy" : "not ready",
        up,
        ready,
        up ? null : member.name() + " " + illness(endpoint, word),
        member.clientPort(),
        member.peerPort(),
        member.httpPort(),
        member.webPort(),
        number(herd.path("pid")),
        process == null ? null : process.started(),
        herd.path("version").asString(null),
        number(health.at("/components/clientPort/details/connections")),
        number(herd.path("clients")),
        herd.path("digest").asString(null),
        herd.path("replica").asString(null),
        herd.path("engine").isObject() ? herd.path("engine") : null,
        List.copyOf(herd.path("links").values()));
  }

  private static @Nullable Long number(JsonNode node) {
    return node.isNumber() ? (Long) node.asLong() : null;
  }

  /** That it is one of several processes of that name, for people; null where it is not. */
  @Nullable String siteInWords() {
    if (replica == null || engine == null) {
      return null;
    }
    var trouble = engine.path("trouble").asString("");
    return "%s is a site: this is its replica %s, on an engine (%s, primaries: %d) that is %s"
        .formatted(
            name,
            replica,
            engine.path("kind").asString("?"),
            engine.path("primaries").asInt(0),
            trouble.isEmpty() ? "well" : "in trouble: " + trouble);
  }

  /** How many of its links are up, and how many are another replica's, for people. */
  String linksInWords() {
    var elsewhere = linksThatAre(Link.ELSEWHERE);
    return links.isEmpty()
        ? "-"
        : "%d of %d%s"
            .formatted(
                linksThatAre(Link.UP),
                links.size() - elsewhere,
                elsewhere == 0 ? "" : ", %d elsewhere".formatted(elsewhere));
  }

  private long linksThatAre(String state) {
    return links.stream().filter(link -> link.path("state").asString("").equals(state)).count();
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
        .filter(link -> !Set.of(Link.UP, Link.ELSEWHERE).contains(link.path("state").asString("")))
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
