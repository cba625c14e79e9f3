package dev.proxyherd.command;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The bound on what commands may say.
 *
 * @param maxClockAhead how far a client's time may be ahead of this member's clock
 */
@Validated
@ConfigurationProperties("herd")
record CommandProperties(
    @DefaultValue("1h") @DurationMin @DurationMax(days = 36_500) Duration maxClockAhead) {}
