package dev.proxyherd.store;

import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.Retention;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
 * @param maxClients how many clients there may be, without those that are forgotten
 * @param maxHeapShare how much of the greatest heap that the JVM may have records may take
 */
@Validated
@ConfigurationProperties("herd.locations")
record LocationProperties(
    @DurationMin(seconds = 1) @DurationMax(days = 36_500) @Nullable Duration retention,
    @DefaultValue("30d") @DurationMin(seconds = 1) @DurationMax(days = 36_500)
        Duration forgetRetention,
    @DefaultValue("10000000") @Min(1) @Max(1_000_000_000) long maxClients,
    @DefaultValue("0.6") @DecimalMin("0.001") @DecimalMax("0.95") double maxHeapShare) {
  Retention toRetention() {
    return new Retention(retention, forgetRetention);
  }

  Capacity toCapacity(long maxHeapBytes) {
    return new Capacity(maxClients, (long) (maxHeapShare * maxHeapBytes));
  }
}
