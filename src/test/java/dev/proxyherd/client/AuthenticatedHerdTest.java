package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.TestHerd;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each member checks its own clients, and believes its neighbours. */
class AuthenticatedHerdTest {
  private static final String TOKEN = "token-of-the-zoo-0123456789";

  @Test
  void whatANeighbourFloodsIsTakenAndToldToThoseWhoAreKnown() throws Exception {
    try (var herd = TestHerd.of("Goloman-Hands")) {
      herd.stop("Goloman");
      herd.start(
          "Goloman",
          Map.of(
              "herd.client.auth.enabled", "true",
              "herd.client.auth.principals[0].name", "zoo",
              "herd.client.auth.principals[0].token", TOKEN));
      herd.report("Hands", "kiwi", "+34.0689-118.4451", "1520023934.9");
      herd.eventuallyAgreesOn("kiwi", "+34.0689-118.4451 1520023934.9");
      assertThat(herd.say("Goloman", "WHATSAT kiwi 1 1\n")).isEqualTo("? WHATSAT kiwi 1 1\n");
      assertThat(herd.say("Goloman", "AUTH " + TOKEN + "\nWHATSAT kiwi 1 1\n"))
          .startsWith("AUTH OK zoo\nAT Hands ");
    }
  }
}
