package dev.proxyherd.http.phones;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.http.Caller;
import dev.proxyherd.http.ClientId;
import dev.proxyherd.http.Problem;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.location.ByteString;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import tools.jackson.databind.JsonNode;

/**
 * Whose phone it is that sends an OwnTracks message. The client is called {@code user/device}, so
 * that {@code jane/*} are all of Jane's.
 *
 * @param user null where the request does not say
 * @param device likewise
 * @param principal who it is by its credentials; null where nobody has to say
 */
record OwnTracksSender(@Nullable String user, @Nullable String device, @Nullable String principal) {
  /** A topic is {@code owntracks/user/device}. */
  private static final int TOPIC_PARTS = 3;

  /** What the request says, by parameters or, as the app does, by headers. */
  static OwnTracksSender of(ServerRequest request, Caller caller) {
    return new OwnTracksSender(
        first(request.queryParam("u").orElse(null), header(request, "X-Limit-U")),
        first(request.queryParam("d").orElse(null), header(request, "X-Limit-D")),
        caller.name());
  }

  /** Netty makes a character of each byte; what apps mean is UTF-8. */
  private static @Nullable String header(ServerRequest request, String name) {
    var value = request.headers().firstHeader(name);
    return value == null ? null : new String(value.getBytes(ISO_8859_1), UTF_8);
  }

  /**
   * The client that a message is of. What the request does not say, the message's topic may; then
   * the user is the principal, and the device is called as the two characters that the app shows.
   *
   * @throws ProblemException 400 where user or device remains unknown, or no client can be called
   *     so
   */
  ByteString of(JsonNode message) {
    var topic = message.path("topic").asString("").split("/", -1);
    var hasTopic = topic.length >= TOPIC_PARTS;
    var whose = first(first(user, hasTopic ? topic[1] : null), principal);
    var which = first(first(device, hasTopic ? topic[2] : null), message.path("tid").asString(""));
    if (whose == null || which == null) {
      throw new ProblemException(
          Problem.BAD_CLIENT,
          "set a user and a device in the app, or write them into its address: ?u=jane&d=phone");
    }
    return ClientId.checked(ByteString.of(whose + "/" + which));
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    if (one != null && !one.isEmpty()) {
      return one;
    }
    return other == null || other.isEmpty() ? null : other;
  }
}
