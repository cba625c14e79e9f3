package dev.proxyherd.site;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The engine that keeps a site's records: Redis or Valkey, one server or a cluster. Of use where
 * {@code herd.store.type} is {@code redis}.
 *
 * @param nodes one server, or some of a cluster, of which the others are learned: {@code host:port}
 * @param username of the engine's access control; none where the password is all
 * @param password of the engine
 * @param ssl how the engine is reached over TLS
 * @param prefix what the names of all keys begin with
 * @param buckets in how many parts the records are kept; not to be changed once there are some
 * @param timeout how long a call of the engine may take
 * @param lease how long a link is a replica's after that has been heard of last
 * @param follow whether this replica keeps up with all records in its heap, for near, streams and
 *     the map
 * @param waitReplicas how many of the engine's replicas must have an update before it is answered
 * @param waitAof whether it must be on the primary's disk by then
 */
@Validated
@ConfigurationProperties("herd.store.redis")
record RedisProperties(
    @DefaultValue List<String> nodes,
    @Nullable String username,
    @Nullable String password,
    @DefaultValue Ssl ssl,
    @DefaultValue("herd") String prefix,
    @DefaultValue("256") @Min(1) @Max(1024) int buckets,
    @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration timeout,
    @DefaultValue("5s") @DurationMin(millis = 500) @DurationMax(minutes = 5) Duration lease,
    @DefaultValue("true") boolean follow,
    @DefaultValue("0") @Min(0) @Max(10) int waitReplicas,
    @DefaultValue("false") boolean waitAof) {
  /**
   * TLS to the engine.
   *
   * @param bundle the name of the SSL bundle that says whom to trust and, where it is asked for,
   *     who this is; plain TCP where none is said
   */
  record Ssl(@DefaultValue("") String bundle) {}

  /** Without the password: property records find their way into logs. */
  @Override
  public String toString() {
    return "RedisProperties[nodes=%s, username=%s, prefix=%s, buckets=%d]"
        .formatted(nodes, username, prefix, buckets);
  }

  boolean waits() {
    return waitReplicas > 0 || waitAof;
  }
}
