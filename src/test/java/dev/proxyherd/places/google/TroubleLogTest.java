package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Trouble is said once when it begins, and once when it is over. */
@ExtendWith(OutputCaptureExtension.class)
class TroubleLogTest {
  private final AtomicLong now = new AtomicLong();

  @Test
  void saysEachEndOnce(CapturedOutput output) {
    var log = new TroubleLog(now::get);
    for (var round = 0; round < 100; round++) {
      log.heard(StubAsker.result(Outcome.OVER_DAY));
      now.addAndGet(Duration.ofSeconds(9).toNanos());
      log.heard(StubAsker.result(Outcome.ANSWERED));
    }
    assertThat(output)
        .containsOnlyOnce("Google Places fails from now on: { \"error_message\": \"Told: OVER_DAY")
        .doesNotContain("answers again");
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    log.heard(StubAsker.result(Outcome.ANSWERED));
    log.heard(StubAsker.result(Outcome.ANSWERED));
    assertThat(output).containsOnlyOnce("Google Places answers again");
  }
}
