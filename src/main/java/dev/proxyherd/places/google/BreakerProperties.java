package dev.proxyherd.places.google;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code herd.places.google.breaker}: when Google is left alone.
 *
 * @param failureRate of the latest calls, in percent, from which on it is
 * @param calls how many are the latest; half of them must have been made
 * @param openFor how long, before a few try again
 */
record BreakerProperties(
    @DefaultValue("50") @Min(1) @Max(100) int failureRate,
    @DefaultValue("20") @Min(2) @Max(10_000) int calls,
    @DefaultValue("10s") @DurationMin(millis = 10) @DurationMax(hours = 1) Duration openFor) {}
