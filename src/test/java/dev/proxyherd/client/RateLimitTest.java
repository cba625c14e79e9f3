package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.access.RateLimits;
import dev.proxyherd.testing.LineSocket;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A client that sends more than it may is answered later, and nobody else is. */
@ExtendWith(OutputCaptureExtension.class)
class RateLimitTest {
  private static final int COMMANDS = 10;

  /** So slow that the test does not see the end of it. */
  @Test
  void oneAddressIsSlowedDownAndOthersAreNot(CapturedOutput output) {
    try (var member =
        Member.start("herd.client.rate-limit.per-address=1", "herd.client.rate-limit.burst=5s")) {
      try (var fast = member.connect();
          var other = LineSocket.connectFrom("127.0.0.2", member.port())) {
        fast.send("what\n".repeat(COMMANDS));
        for (var i = 0; i < 5; i++) {
          assertThat(fast.readLine()).isEqualTo("? what");
        }
        await().until(() -> delayed(member) > 0);
        var before = delayed(member);
        try (var again = member.connect()) {
          again.sendLine(Member.IAMAT);
          await().until(() -> delayed(member) > before);
        }
        assertThat(other.ask(Member.IAMAT)).isEqualTo(Member.AT);
        fast.reset();
      }
      assertThat(
              member
                  .bean(MeterRegistry.class)
                  .get("herd.commands.delayed")
                  .tag("by", "address")
                  .functionCounter()
                  .count())
          .isEqualTo((double) delayed(member));
    }
    assertThat(output.getAll()).containsOnlyOnce("Slowing down 127.0.0.1").doesNotContain("\tat ");
  }

  @Test
  void whatIsSlowedDownIsAnsweredInOrder() {
    var token = "token-of-acme-0123456789";
    try (var member =
        Member.start(
            "herd.client.rate-limit.per-principal=50",
            "herd.client.rate-limit.burst=0s",
            "herd.client.auth.enabled=true",
            "herd.client.auth.principals[0].name=acme",
            "herd.client.auth.principals[0].token=" + token)) {
      var commands = new StringBuilder("AUTH " + token + "\n");
      var replies = new StringBuilder("AUTH OK acme\n");
      for (var i = 0; i < COMMANDS; i++) {
        commands.append("number ").append(i).append('\n');
        replies.append("? number ").append(i).append('\n');
      }
      assertThat(member.exchange(commands.toString())).isEqualTo(replies.toString());
      assertThat(member.bean(RateLimits.class).delayedByPrincipal()).isPositive();
    }
  }

  private static long delayed(Member member) {
    return member.bean(RateLimits.class).delayedByAddress();
  }
}
