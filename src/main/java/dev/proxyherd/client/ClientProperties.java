package dev.proxyherd.client;

import dev.proxyherd.tcp.SizeBetween;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.server.Ssl.ClientAuth;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What clients may cost a member.
 *
 * @param maxConnections how many may be connected at once; one more is closed at once
 * @param maxConnectionsPerAddress how many of them from one address, or one /64 network of IPv6; 0
 *     for any number
 * @param maxLine the longest command, without its LF; 64 bytes to 32 KB, which any link can carry
 * @param maxDiscard how much of a longer line is discarded before the connection is closed
 * @param lineTimeout how long a command may take from its first byte to its LF
 * @param writeTimeout how long a client may let its replies wait
 * @param idleTimeout how long a client may say nothing; zero for ever
 * @param unknownClientWait how long a WHATSAT or WHOSAT with no command behind it waits for a
 *     client that this member has not heard of, whose update may be on its way here
 * @param whosat whether WHOSAT is a command: which clients are near a client
 * @param ssl whether the client port is encrypted
 */
@Validated
@ConfigurationProperties("herd.client")
public record ClientProperties(
    @DefaultValue("10000") @Min(1) int maxConnections,
    @DefaultValue("0") @Min(0) int maxConnectionsPerAddress,
    @DefaultValue("16KB") @SizeBetween(min = "64B", max = "32KB") DataSize maxLine,
    @DefaultValue("1MB") @SizeBetween(min = "64B", max = "1GB") DataSize maxDiscard,
    @DefaultValue("60s") @DurationMin(millis = 1) @DurationMax(days = 20) Duration lineTimeout,
    @DefaultValue("30s") @DurationMin(millis = 1) @DurationMax(days = 20) Duration writeTimeout,
    @DefaultValue("0s") @DurationMin @DurationMax(days = 20) Duration idleTimeout,
    @DefaultValue("250ms") @DurationMin @DurationMax(minutes = 1) Duration unknownClientWait,
    @DefaultValue("false") boolean whosat,
    @DefaultValue Ssl ssl) {
  /**
   * TLS on the client port.
   *
   * @param bundle the name of the SSL bundle with the member's certificate, and the authority of
   *     the clients' where they are asked for one; empty for no TLS
   * @param clientAuth whether a client is asked for a certificate of its own: {@code none}, {@code
   *     want} or {@code need}
   */
  public record Ssl(@DefaultValue("") String bundle, @DefaultValue("none") ClientAuth clientAuth) {}
}
