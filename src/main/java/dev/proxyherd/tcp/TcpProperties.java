package dev.proxyherd.tcp;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What all connections share.
 *
 * @param eventLoops how many threads read and write them; 0 for one for each two processors
 */
@Validated
@ConfigurationProperties("herd.tcp")
record TcpProperties(@DefaultValue("0") @Min(0) @Max(1024) int eventLoops) {
  private static final int PROCESSORS_A_LOOP = 2;

  int threads() {
    return eventLoops > 0
        ? eventLoops
        : Math.ceilDiv(Runtime.getRuntime().availableProcessors(), PROCESSORS_A_LOOP);
  }
}
