package dev.proxyherd.site;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.util.List;
import java.util.regex.Pattern;

/** Where the engine is, and who asks, as the settings have it. */
final class EngineAddress {
  private static final Pattern NODE = Pattern.compile("(.+):([1-9]\\d{0,4})");

  /** What an engine says to somebody whom it does not know. */
  private static final Pattern STRANGER = Pattern.compile("^(WRONGPASS|NOAUTH|NOPERM) .*");

  private EngineAddress() {}

  /**
   * All nodes that are named.
   *
   * @throws SiteException when there are none, or one is none
   */
  static List<RedisURI> of(RedisProperties properties) {
    if (properties.nodes().isEmpty()) {
      throw new SiteException(
          "nodes",
          "herd.store.type is redis, and herd.store.redis.nodes is not set",
          "Say where the engine is: host:port of one server, or of some of a cluster.",
          null);
    }
    return properties.nodes().stream().map(node -> node(node, properties)).toList();
  }

  private static RedisURI node(String node, RedisProperties properties) {
    var parts = NODE.matcher(node);
    if (!parts.matches()) {
      throw new SiteException(
          "nodes",
          "herd.store.redis.nodes has " + node + ", which is not host:port",
          "Write it like valkey:6379.",
          null);
    }
    var uri =
        RedisURI.builder()
            .withHost(parts.group(1))
            .withPort(Integer.parseInt(parts.group(2)))
            .withTimeout(properties.timeout());
    if (!properties.ssl().bundle().isEmpty()) {
      uri.withSsl(true).withVerifyPeer(SslVerifyMode.FULL);
    }
    authenticate(uri, properties);
    return uri.build();
  }

  private static void authenticate(RedisURI.Builder uri, RedisProperties properties) {
    var password = properties.password();
    var username = properties.username();
    if (password != null && username != null) {
      uri.withAuthentication(username, password);
    } else if (password != null) {
      uri.withPassword(password.toCharArray());
    } else if (username != null) {
      throw new SiteException(
          "password",
          "herd.store.redis.username is set, and herd.store.redis.password is not",
          "Set both, or neither.",
          null);
    }
  }

  /**
   * There is no waiting for an engine that does not know this process.
   *
   * @throws SiteException when that is why it has not been reached
   */
  static void checkPassword(RuntimeException failure) {
    var reason = explain(failure);
    if (STRANGER.matcher(reason).matches()) {
      throw new SiteException(
          "password",
          "The engine takes no calls from this process: " + reason,
          "Set herd.store.redis.password, and herd.store.redis.username where it has users, to what"
              + " the engine knows.",
          failure);
    }
  }

  /** What is at the bottom of it. */
  static String explain(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
