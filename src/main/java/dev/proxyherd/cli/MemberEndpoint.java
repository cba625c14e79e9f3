package dev.proxyherd.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a member says of itself over HTTP. A member that does not answer says nothing. */
final class MemberEndpoint {
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(3).toMillis();

  private final Member member;

  MemberEndpoint(Member member) {
    this.member = member;
  }

  /** The health status, such as UP; empty when there is no answer. */
  String health() {
    return get("/actuator/health").path("status").asString("");
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
    var pid = herd().path("pid");
    return pid.isNumber() ? pid.asLong() : null;
  }

  private JsonNode get(String path) {
    HttpURLConnection connection = null;
    try {
      var url = URI.create("http://%s:%d%s".formatted(member.host(), member.httpPort(), path));
      connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      // An unhealthy member answers 503, and its answer is what is wanted all the same.
      var body =
          connection.getResponseCode() < 400
              ? connection.getInputStream()
              : connection.getErrorStream();
      return body == null ? nothing() : JsonMapper.shared().readTree(body);
    } catch (IOException | JacksonException e) {
      return nothing();
    } finally {
      if (connection != null) {
        connection.disconnect();
      }
    }
  }

  private static JsonNode nothing() {
    return MissingNode.getInstance();
  }
}
