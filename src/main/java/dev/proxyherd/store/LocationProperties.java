package dev.proxyherd.store;

import dev.proxyherd.location.Retention;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which records are kept.
 *
 * @param retention how old a record may become, by its own time; for ever when it is not set
 * @param forgetRetention how old it may become that a client is forgotten
 */
@Validated
@ConfigurationProperties("herd.locations")
record LocationProperties(
    @DurationMin(seconds = 1) @DurationMax(days = 36_500) @Nullable Duration retention,
    @DefaultValue("30d") @DurationMin(seconds = 1) @DurationMax(days = 36_500)
        Duration forgetRetention) {
  Retention toRetention() {
    return new Retention(retention, forgetRetention);
  }
}
