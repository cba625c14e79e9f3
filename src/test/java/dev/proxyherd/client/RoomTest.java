package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.command.ForgetService;
import org.junit.jupiter.api.Test;

/** What clients see of a member that has room for two of them. */
class RoomTest {
  @Test
  void aThirdClientIsRefusedUntilThereIsRoom() {
    try (var member = Member.start("herd.locations.max-clients=2");
        var client = member.connect()) {
      assertThat(client.ask("IAMAT kiwi +1+1 1520023930")).startsWith("AT ");
      assertThat(client.ask("IAMAT moa +1+1 1520023930")).startsWith("AT ");
      var third = "IAMAT emu +1+1 1520023930";
      assertThat(client.ask(third)).isEqualTo("? " + third);
      assertThat(client.ask("WHATSAT emu 1 1")).isEqualTo("? WHATSAT emu 1 1");
      assertThat(client.ask("IAMAT kiwi +2+2 1520023931")).as("known").startsWith("AT ");
      assertThat(member.bean(CommandCounts.class).of(CommandOutcome.IAMAT_FULL)).isEqualTo(1);

      member.bean(ForgetService.class).forget("moa");
      assertThat(client.ask(third)).startsWith("AT ");
    }
  }

  @Test
  void longNamesTakeTheRoomOfManyClients() {
    try (var member = Member.start("herd.locations.max-heap-share=0.001");
        var client = member.connect()) {
      var refused = 0;
      for (var i = 0; i < 10_000 && refused == 0; i++) {
        var reply = client.ask("IAMAT " + i + "k".repeat(16_000) + " +1+1 1520023930");
        refused += reply.startsWith("? ") ? 1 : 0;
      }
      assertThat(refused).as("of 160 MB on a thousandth of the heap").isEqualTo(1);
      assertThat(client.ask("IAMAT 0" + "k".repeat(16_000) + " +1+1 1520023931")).startsWith("AT ");
    }
  }
}
