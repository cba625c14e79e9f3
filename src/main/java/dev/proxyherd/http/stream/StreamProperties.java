package dev.proxyherd.http.stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code herd.web.stream}: what {@code GET /v1/stream} may cost a member.
 *
 * @param max how many streams may be open at once; one more is refused; 0 for none at all
 * @param maxPerCaller how many of them of one principal, or of one address where nobody has to say
 *     who it is; 0 for any number
 * @param interval how often changes are told, together; 10 ms to 10 s
 * @param heartbeat how long a stream may be silent; 100 ms to 1 hour
 * @param maxInside how many clients all streams together may remember as inside their areas; 0 to
 *     10,000,000
 */
@Validated
@ConfigurationProperties("herd.web.stream")
record StreamProperties(
    @DefaultValue("2000") @Min(0) int max,
    @DefaultValue("0") @Min(0) int maxPerCaller,
    @DefaultValue("200ms") @DurationMin(millis = 10) @DurationMax(seconds = 10) Duration interval,
    @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(hours = 1) Duration heartbeat,
    @DefaultValue("100000") @Min(0) @Max(10_000_000) int maxInside) {}
