package dev.proxyherd.places.google;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code herd.places.google.network}: connections to Google.
 *
 * @param connectTimeout until there is a connection
 * @param responseTimeout for one try, from the look-up of the name to the last byte
 * @param dnsTimeout for one answer of one name server
 * @param dnsCache how long an address is used at most, whatever its time to live is
 * @param maxIdle after which an unused connection is closed
 * @param maxLife after which a connection is closed when it is unused
 */
record NetworkProperties(
    @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(seconds = 60) Duration connectTimeout,
    @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(seconds = 60)
        Duration responseTimeout,
    @DefaultValue("1s") @DurationMin(millis = 1) @DurationMax(seconds = 60) Duration dnsTimeout,
    @DefaultValue("5m") @DurationMin(seconds = 0) @DurationMax(days = 1) Duration dnsCache,
    @DefaultValue("30s") @DurationMin(millis = 1) @DurationMax(hours = 1) Duration maxIdle,
    @DefaultValue("10m") @DurationMin(millis = 1) @DurationMax(days = 1) Duration maxLife) {}
