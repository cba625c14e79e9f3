package dev.proxyherd.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code herd.client.rate-limit}: how fast clients may send commands. What comes faster is read,
 * and answered, later.
 *
 * @param perAddress commands a second of one address, whatever its connections; 0 for any number
 * @param perPrincipal commands a second of one principal; 0 for any number
 * @param burst after a pause, what would have been allowed in this time may come at once; at least
 *     one command; up to a minute
 */
@Validated
@ConfigurationProperties("herd.client.rate-limit")
record RateLimitProperties(
    @DefaultValue("0") @Min(0) @Max(10_000_000) int perAddress,
    @DefaultValue("0") @Min(0) @Max(10_000_000) int perPrincipal,
    @DefaultValue("2s") @DurationMin @DurationMax(minutes = 1) Duration burst) {}
