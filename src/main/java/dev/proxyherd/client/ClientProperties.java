package dev.proxyherd.client;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What clients may cost a member.
 *
 * @param maxConnections how many may be connected at once; one more is closed at once
 * @param maxLine the longest command, without its LF; 64 bytes to 32 KB, which any link can carry
 * @param maxDiscard how much of a longer line is discarded before the connection is closed
 * @param lineTimeout how long a command may take from its first byte to its LF
 * @param writeTimeout how long a client may let its replies wait
 * @param idleTimeout how long a client may say nothing; zero for ever
 * @param unknownClientWait how long a WHATSAT with no command behind it waits for a client that
 *     this member has not heard of, whose update may be on its way here
 */
@Validated
@ConfigurationProperties("herd.client")
record ClientProperties(
    @DefaultValue("10000") @Min(1) int maxConnections,
    @DefaultValue("16KB") DataSize maxLine,
    @DefaultValue("1MB") DataSize maxDiscard,
    @DefaultValue("60s") @DurationMin(millis = 1) Duration lineTimeout,
    @DefaultValue("30s") @DurationMin(millis = 1) Duration writeTimeout,
    @DefaultValue("0s") @DurationMin Duration idleTimeout,
    @DefaultValue("250ms") @DurationMin Duration unknownClientWait) {
  private static final DataSize SHORTEST_LINE = DataSize.ofBytes(64);
  private static final DataSize LONGEST_LINE = DataSize.ofKilobytes(32);
  private static final DataSize MOST_DISCARDED = DataSize.ofGigabytes(1);

  ClientProperties {
    if (maxLine.compareTo(SHORTEST_LINE) < 0 || maxLine.compareTo(LONGEST_LINE) > 0) {
      throw new IllegalArgumentException(
          "herd.client.max-line is %s: 64B to 32KB would be right".formatted(maxLine));
    }
    if (maxDiscard.compareTo(maxLine) < 0 || maxDiscard.compareTo(MOST_DISCARDED) > 0) {
      throw new IllegalArgumentException(
          "herd.client.max-discard is %s: from herd.client.max-line to 1GB would be right"
              .formatted(maxDiscard));
    }
  }
}
