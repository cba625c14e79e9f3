package dev.proxyherd.places.google;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code herd.places.google.budget}: how many calls this member may make.
 *
 * @param perMinute in a minute of the clock; -1 for any number
 * @param perDay in a day; -1 for any number
 * @param zone where the day begins at midnight: Google's quotas begin theirs in California
 */
record BudgetProperties(
    @DefaultValue("-1") @Min(-1) long perMinute,
    @DefaultValue("-1") @Min(-1) long perDay,
    @DefaultValue("America/Los_Angeles") String zone) {}
