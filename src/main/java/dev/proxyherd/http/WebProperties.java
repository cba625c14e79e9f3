package dev.proxyherd.http;

import dev.proxyherd.tcp.SizeBetween;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.server.Ssl.ClientAuth;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code herd.web}: what apps and browsers may cost a member. Who they are, and how often they may
 * ask, is said by {@code herd.client.auth} and {@code herd.client.rate-limit}, as of all clients.
 *
 * @param maxConnections how many may be open at once; one more is closed at once
 * @param maxConnectionsPerAddress how many of them from one address, or one /64 network of IPv6; 0
 *     for any number
 * @param maxBody the longest body of a request; 1 KB to 8 MB
 * @param requestTimeout how long a request's head, and then its body, may take to arrive
 * @param writeTimeout how long a write may wait for the other side to read
 * @param idleTimeout how long a connection may be open without a request
 * @param cors which pages of other origins may use the port
 * @param ssl whether the port is encrypted
 */
@Validated
@ConfigurationProperties("herd.web")
record WebProperties(
    @DefaultValue("4000") @Min(1) int maxConnections,
    @DefaultValue("0") @Min(0) int maxConnectionsPerAddress,
    @DefaultValue("64KB") @SizeBetween(min = "1KB", max = "8MB") DataSize maxBody,
    @DefaultValue("30s") @DurationMin(millis = 1) @DurationMax(days = 1) Duration requestTimeout,
    @DefaultValue("30s") @DurationMin(millis = 1) @DurationMax(days = 1) Duration writeTimeout,
    @DefaultValue("60s") @DurationMin(millis = 1) @DurationMax(days = 1) Duration idleTimeout,
    @DefaultValue Cors cors,
    @DefaultValue Ssl ssl) {
  /**
   * Cross-origin resource sharing.
   *
   * @param origins the origins, such as {@code https://map.example.org}; or {@code *} for all
   */
  record Cors(@DefaultValue List<String> origins) {}

  /**
   * TLS on the web port.
   *
   * @param bundle the name of the SSL bundle with the member's certificate, and the authority of
   *     the clients' where they are asked for one; empty for no TLS
   * @param clientAuth whether a client is asked for a certificate of its own: {@code none}, {@code
   *     want} or {@code need}
   */
  record Ssl(@DefaultValue("") String bundle, @DefaultValue("none") ClientAuth clientAuth) {}
}
