package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.cli.HerdFailure.NoAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What a member says of itself over HTTP. A member that does not answer says nothing; one that does
 * not take the password is a failure.
 */
final class MemberEndpoint {
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(3).toMillis();

  private static final String HEALTH = "/actuator/health";

  /** Less than the timeout: a member that has nothing to tell answers all the same. */
  private static final int WAIT_MILLIS = 1500;

  private static final int PAGE = 500;

  private final Member member;

  MemberEndpoint(Member member) {
    this.member = member;
  }

  /** The health status, such as UP; empty when there is no answer. */
  String health() {
    return get(HEALTH).path("status").asString("");
  }

  /** The neighbours that are still sending what the member has missed; empty once it is ready. */
  List<String> catchingUpWith() {
    return get(HEALTH + "/readiness")
        .path("components")
        .path("catchUp")
        .path("details")
        .properties()
        .stream()
        .filter(detail -> detail.getValue().asString("").startsWith("waiting"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The herd endpoint's answer: {@code name}, {@code pid}, {@code clients}, {@code digest}, {@code
   * links} with {@code neighbour}, {@code state}, {@code lag}, {@code lastError}; a missing node
   * when there is none.
   */
  JsonNode herd() {
    return get("/actuator/herd");
  }

  /** The pid of whoever answers as a member at this member's port; null when nobody does. */
  @Nullable Long pid() {
    try {
      var pid = herd().path("pid");
      return pid.isNumber() ? pid.asLong() : null;
    } catch (HerdFailure e) {
      return null; // it answers as a member of somebody else's
    }
  }

  /**
   * As {@link #herd}, from this member and no other.
   *
   * @throws HerdFailure says why there is none
   */
  JsonNode askHerd() {
    var herd = ask("/actuator/herd", null);
    var name = herd.path("name").asString("");
    if (!name.equals(member.name())) {
      throw new HerdFailure(
          "%s is not what answers at %s, %s is"
              .formatted(member.name(), url(), name.isEmpty() ? "something else" : name));
    }
    return herd;
  }

  /** The health endpoint's answer: {@code status}, {@code components} with {@code details}. */
  JsonNode healthParts() {
    return get("/actuator/health");
  }

  /** Whether the member has caught up, and is not about to stop. */
  boolean isReady() {
    return get("/actuator/health/readiness").path("status").asString("").equals("UP");
  }

  /**
   * What has changed at the member. Waits a little when nothing has.
   *
   * @param since the position of the last answer; null for what changes from now on
   * @return {@code position}, {@code changes}
   * @throws HerdFailure when there is no answer
   */
  JsonNode changes(@Nullable Long since) {
    var wait = since == null ? 0 : WAIT_MILLIS;
    var from = since == null ? "" : "&since=" + since;
    return ask("/actuator/changes?max=%d&wait=%d%s".formatted(PAGE, wait, from), null);
  }

  /**
   * Has the member forget a client.
   *
   * @return {@code client}, {@code known}: whether it knew where the client was, {@code time}
   * @throws HerdFailure when it does not
   */
  JsonNode forget(String client) {
    var request = JsonMapper.shared().createObjectNode().put("client", client);
    return ask("/actuator/forget", request.toString());
  }

  /**
   * What the member's neighbours would be if it read its profile again.
   *
   * @return {@code added}, {@code removed}, {@code needRestart}: names; {@code moved}: with {@code
   *     neighbour}, {@code from}, {@code to}
   * @throws HerdFailure when it cannot use its profile: says why
   */
  JsonNode reloadPreview() {
    return ask("/actuator/reload", null);
  }

  /** Has the member do so; as {@link #reloadPreview}. */
  JsonNode reload() {
    return ask("/actuator/reload", "{}");
  }

  private JsonNode ask(String path, @Nullable String json) {
    Answer answer;
    try {
      answer = exchange(path, json);
    } catch (IOException e) {
      throw new NoAnswer(
          "%s does not answer at %s: %s".formatted(member.name(), url(), e.getMessage()));
    }
    if (answer.status == HttpURLConnection.HTTP_NOT_FOUND) {
      throw new HerdFailure(
          path.startsWith("/actuator/changes")
              ? "%s does not know %s: it is older than this command, or something else answers at %s"
                  .formatted(member.name(), path, url())
              : "%s is not to be asked that: management.endpoint.%s.access is none there"
                  .formatted(member.name(), path.substring(path.lastIndexOf('/') + 1)));
    }
    if (answer.status >= HttpURLConnection.HTTP_BAD_REQUEST) {
      var error = answer.body.path("error").asString("HTTP status " + answer.status);
      var fix = answer.body.path("fix").asString("");
      throw new HerdFailure(
          "%s refuses: %s%s".formatted(member.name(), error, fix.isEmpty() ? "" : "\n" + fix));
    }
    if (!answer.body.isObject()) {
      throw new HerdFailure(
          "%s is not what answers at %s, something else is".formatted(member.name(), url()));
    }
    return answer.body;
  }

  private String url() {
    return "http://%s:%d".formatted(member.host(), member.httpPort());
  }

  private JsonNode get(String path) {
    try {
      // An unhealthy member answers 503, and its answer is what is wanted all the same.
      return exchange(path, null).body;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private record Answer(int status, JsonNode body) {}

  /** Posts JSON where there is some. */
  private Answer exchange(String path, @Nullable String json) throws IOException {
    var connection = (HttpURLConnection) URI.create(url() + path).toURL().openConnection();
    try {
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      if (!path.startsWith(HEALTH)) {
        // Which is open to all, and says how a member is that takes another password.
        connection.setRequestProperty("Authorization", member.credentials().header());
      }
      if (json != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write(json.getBytes(UTF_8));
      }
      var status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
        throw new HerdFailure(
            "%s does not take the password: set %s to what herd.management.password is there"
                .formatted(member.name(), Credentials.VARIABLE));
      }
      var body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      return new Answer(status, body == null ? MissingNode.getInstance() : parse(body));
    } finally {
      connection.disconnect();
    }
  }

  /** Whoever listens at the port may not be a member, and answer anything. */
  private static JsonNode parse(InputStream body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
