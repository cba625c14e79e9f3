package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.location.LocationStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What clients see of a member that drops what is older than an hour. */
class RetentionTest {
  @Test
  void aClientThatIsNotHeardOfForAnHourIsForgottenAndAnOlderTimeIsRefused() {
    try (var member = Member.start("herd.locations.retention=1h");
        var client = member.connect()) {
      client.ask(Member.IAMAT);
      assertThat(client.ask("WHATSAT kiwi.cs.ucla.edu 10 5")).isEqualTo(Member.AT);
      client.readPlaces();

      var old = "IAMAT old +1+1 1520020000";
      assertThat(client.ask(old)).isEqualTo("? " + old);
      assertThat(client.ask("IAMAT kiwi.cs.ucla.edu +1+1 1520020000"))
          .as("of a client that is known it is just older")
          .isEqualTo("AT Goloman +3935.182837383 kiwi.cs.ucla.edu +1+1 1520020000");
      assertThat(member.bean(CommandCounts.class).of(CommandOutcome.IAMAT_EXPIRED)).isEqualTo(1);

      member.clock().move(Duration.ofHours(2));
      await().until(() -> member.bean(LocationStore.class).size() == 0);
      assertThat(client.ask("WHATSAT kiwi.cs.ucla.edu 10 5"))
          .isEqualTo("? WHATSAT kiwi.cs.ucla.edu 10 5");
      assertThat(client.ask(Member.IAMAT)).isEqualTo("? " + Member.IAMAT);
    }
  }
}
