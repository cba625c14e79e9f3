package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClientLocationTest {
  @Test
  void isTheFiveFieldsAsTheyWereSent() {
    var location = location("Goloman", "+0.263873386", "+34.068930-118.445127", "1520023934.5");
    assertThat(location)
        .hasToString("Goloman +0.263873386 kiwi +34.068930-118.445127 1520023934.5");
    assertThat(location.server()).hasToString("Goloman");
    assertThat(location.difference()).hasToString("+0.263873386");
    assertThat(location.client()).hasToString("kiwi");
    assertThat(location.location()).hasToString("+34.068930-118.445127");
    assertThat(location.time()).hasToString("1520023934.5");
    assertThat(location.timeNanos()).isEqualTo(1_520_023_934_500_000_000L);
  }

  @Test
  void theLatestTimeWinsWhateverElseIsSaid() {
    assertThat(location("A", "+9.000000000", "+1+1", "10.000000001"))
        .isGreaterThan(location("Z", "+0.000000000", "-9-9", "10"));
    assertThat(location("A", "+0.000000000", "+1+1", "10"))
        .isGreaterThan(location("A", "+0.000000000", "+1+1", "9.999999999"));
  }

  @Test
  void equalTimesAreOrderedByLocationThenByServerThenByWhoWasFirst() {
    var base = location("Hands", "+5.000000000", "+2+2", "10");
    assertThat(location("Goloman", "+9.000000000", "+3+2", "10")).isGreaterThan(base);
    assertThat(location("Holiday", "+9.000000000", "+2+2", "10")).isGreaterThan(base);
    assertThat(location("Hands", "+4.999999999", "+2+2", "10")).isGreaterThan(base);
    assertThat(location("Hands", "-4.000000000", "+2+2", "10")).isGreaterThan(base);
    assertThat(location("Hands", "+10.000000000", "+2+2", "10")).isLessThan(base);
  }

  @Test
  void aTombstoneIsGreaterThanAnyLocationAtTheSameTimeAndLessThanALaterOne() {
    var tombstone = location("Goloman", "+9.000000000", "-", "10");
    assertThat(tombstone.isForgotten()).isTrue();
    for (var place : List.of("+2+2", "-2-2", "-90-180/")) {
      var base = location("Hands", "+0.000000000", place, "10");
      assertThat(base.isForgotten()).isFalse();
      assertThat(tombstone).isGreaterThan(base);
      assertThat(tombstone).isLessThan(location("Hands", "+0.000000000", place, "10.000000001"));
    }
  }

  @Test
  void aTombstoneIsReadBack() {
    var kiwi = ByteString.of("kiwi");
    var tombstone = ClientLocation.forgotten(ByteString.of("Hands"), -1, kiwi, 10_500_000_000L);
    assertThat(tombstone).hasToString("Hands -0.000000001 kiwi - 10.500000000");
    assertThat(ClientLocation.parse(tombstone.fields())).isEqualTo(tombstone);
  }

  @Test
  void timesThatDifferBeyondTheNinthDecimalAreEqual() {
    var fewer = location("Hands", "+0.000000000", "+2+2", "10.000000000");
    var more = location("Goloman", "+0.000000000", "+2+2", "10.0000000009");
    assertThat(more.timeNanos()).isEqualTo(fewer.timeNanos());
    assertThat(fewer).isGreaterThan(more);
  }

  @Test
  void theOrderIsTotalAndFitsEquals() {
    var random = Seeds.random();
    for (var i = 0; i < 50_000; i++) {
      var a = random(random);
      var b = random(random);
      var c = random(random);
      var order = Integer.signum(a.compareTo(b));
      assertThat(Integer.signum(b.compareTo(a))).as("%s, %s", a, b).isEqualTo(-order);
      assertThat(order == 0).as("%s, %s", a, b).isEqualTo(a.equals(b));
      if (order >= 0 && b.compareTo(c) >= 0) {
        assertThat(a).as("%s, %s, %s", a, b, c).isGreaterThanOrEqualTo(c);
      }
    }
  }

  @Test
  void theWinnerDoesNotDependOnTheOrderOfArrival() {
    var random = Seeds.random();
    for (var round = 0; round < 500; round++) {
      var arrivals = new ArrayList<ClientLocation>();
      for (var i = 0; i < 8; i++) {
        arrivals.add(random(random));
      }
      var winner = Collections.max(arrivals);
      Collections.shuffle(arrivals, random);
      assertThat(Collections.max(arrivals)).isEqualTo(winner);
    }
  }

  /** From so few values that ties at every level are common. */
  private static ClientLocation random(Random random) {
    return location(
        "Server" + random.nextInt(2),
        Timestamps.renderDifference(random.nextInt(3) - 1).toString(),
        random.nextInt(4) == 0 ? "-" : "+" + random.nextInt(2) + "-1",
        "10." + random.nextInt(2) + "0".repeat(random.nextInt(12)) + random.nextInt(2));
  }

  private static ClientLocation location(
      String server, String difference, String location, String time) {
    return new ClientLocation(
        ByteString.of(server),
        ByteString.of(difference),
        ByteString.of("kiwi"),
        ByteString.of(location),
        ByteString.of(time));
  }
}
