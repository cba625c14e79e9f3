package dev.proxyherd.peer;

import dev.proxyherd.tcp.SizeBetween;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How links are kept.
 *
 * @param timeout how long a link may be silent, a line incomplete, a write without progress or a
 *     dial unanswered; a third of it is the heartbeat
 * @param minBackOff the pause after the first failed dial
 * @param maxBackOff the longest pause between two dials
 * @param catchUpLimit how long a member that starts may wait for its neighbours to send what it has
 *     missed, before it calls itself ready; zero not at all
 * @param maxLine the longest line: 33 to 64 KB, so that any client's longest command fits in
 * @param maxConnections how many may be open at once: links, and whoever else dials the peer port
 * @param maxConnectionsPerAddress how many of them from one address, or one /64 network of IPv6; 0
 *     for any number. Never less than two for each neighbour, since all may have one address
 * @param ssl whether links are encrypted
 */
@Validated
@ConfigurationProperties("herd.peers")
public record PeerProperties(
    @DefaultValue("10s") @DurationMin(millis = 10) @DurationMax(days = 1) Duration timeout,
    @DefaultValue("100ms") @DurationMin(millis = 1) @DurationMax(days = 1) Duration minBackOff,
    @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(days = 1) Duration maxBackOff,
    @DefaultValue("60s") @DurationMin @DurationMax(days = 1) Duration catchUpLimit,
    @DefaultValue("64KB") @SizeBetween(min = "33KB", max = "64KB") DataSize maxLine,
    @DefaultValue("256") @Min(1) int maxConnections,
    @DefaultValue("64") @Min(0) int maxConnectionsPerAddress,
    @DefaultValue Ssl ssl) {
  /**
   * Mutual TLS on links.
   *
   * @param bundle the name of the SSL bundle with this member's certificate, which is to be good
   *     for its name, and the authority of the neighbours'; empty for no TLS
   */
  public record Ssl(@DefaultValue("") String bundle) {}

  private static final int CONNECTIONS_A_NEIGHBOUR = 2;

  /** With room for the links of this many neighbours, and for one that comes anew. */
  int maxConnectionsPerAddress(int neighbours) {
    return maxConnectionsPerAddress == 0
        ? 0
        : Math.max(maxConnectionsPerAddress, CONNECTIONS_A_NEIGHBOUR * neighbours);
  }
}
