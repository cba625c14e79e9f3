package dev.proxyherd.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.testing.FakeServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Servers that do not answer as they should: each is found out, and shown what was expected. */
class WrongRepliesTest {
  private static final int CLIENTS = 10;

  @Test
  void noticesRepliesInAnotherOrder() throws IOException {
    var kept = new StringBuilder();
    try (var server =
        FakeServer.saying(
            (number, line) -> {
              if (number == CLIENTS) {
                kept.append(FakeServer.at(line));
                return "";
              }
              return FakeServer.at(line) + (number == CLIENTS + 1 ? kept : "");
            })) {
      assertWrong(
          server, 2, 0, "expected: AT Ann <difference> bench-", "came:     AT Ann +0.000000001");
    }
  }

  @Test
  void noticesTheWrongTimeLocationAndClient() throws IOException {
    for (var change : new String[][] {{"[0-9]\n", "x\n"}, {"\\+34", "+35"}, {"bench", "bank"}}) {
      try (var server =
          FakeServer.saying((_, line) -> FakeServer.at(line).replaceFirst(change[0], change[1]))) {
        assertWrong(server, 1, 0, "after 0 right ones", "expected: AT Ann <difference> bench-0");
      }
    }
  }

  @Test
  void noticesAServerOfAnotherNameOnTheSameConnection() throws IOException {
    try (var server =
        FakeServer.saying(
            (number, line) -> FakeServer.at(line).replace("Ann", number == 20 ? "Bob" : "Ann"))) {
      assertWrong(server, 1, 0, "after 20 right ones", "expected: AT Ann", "came:     AT Bob");
      var ann = new Target("Cid", Loads.address(server.port()), true);
      assertThatThrownBy(() -> Loads.run(Loads.settings(1, 1, 0, CLIENTS), ann))
          .hasMessageContainingAll("expected: AT Cid", "came:     AT Ann");
    }
  }

  @Test
  void noticesADifferenceThatIsNone() throws IOException {
    for (var difference : new String[] {"0.000000001", "+0.00000001", "+.000000001", "+0,00"}) {
      try (var server =
          FakeServer.saying((_, line) -> FakeServer.at(line).replace("+0.000000001", difference))) {
        assertWrong(server, 1, 0, "expected: AT Ann", "came:     AT Ann " + difference);
      }
    }
  }

  @Test
  void noticesMoreThanWasAskedFor() throws IOException {
    try (var server =
        FakeServer.saying(
            (number, line) -> FakeServer.at(line).repeat(number == CLIENTS ? 2 : 1))) {
      assertWrong(server, 1, 0, "expected: ");
    }
  }

  @Test
  void noticesPlacesThatAreCutOrRunOn() throws IOException {
    for (var body : new String[] {"{\"a\":[\n\n", "{}\n?", "[]\n\n", "{\"a\n", "{\"a\":1}}\n\n"}) {
      try (var server = FakeServer.saying(whatsAt(body))) {
        assertWrong(server, 1, 50, "expected: ", "came: ");
      }
    }
  }

  /** Answers IAMAT as it should, and WHATSAT with the record and this behind it. */
  private static FakeServer.Script whatsAt(String body) {
    var records = new ConcurrentHashMap<String, String>();
    return (_, line) -> {
      var words = line.split(" ", -1);
      if (words[0].equals("IAMAT")) {
        records.put(words[1], FakeServer.at(line));
        return FakeServer.at(line);
      }
      return records.get(words[1]) + body;
    };
  }

  @Test
  void takesPlacesAsTheyShouldBe() throws IOException {
    try (var server = FakeServer.saying(whatsAt("{\"a\":[1,\"\\\"}\"],\n \"b\":{}\n}\n\n"))) {
      var result = Loads.run(Loads.settings(2, 3, 50, CLIENTS), Loads.target(server));
      assertThat(result.all().answered()).isPositive();
      assertThat(result.refused()).isZero();
    }
  }

  @Test
  void countsRefusalsAndGoesOn() throws IOException {
    try (var server =
        FakeServer.saying(
            (number, line) -> number % 10 == 9 ? "? " + line + "\n" : FakeServer.at(line))) {
      var result = Loads.run(Loads.settings(1, 4, 0, CLIENTS), Loads.target(server));
      assertThat(result.refused()).isPositive();
      assertThat(result.refusal()).startsWith("? IAMAT bench-9 +34.");
      assertThat(result.all().answered()).isGreaterThan(result.refused());
    }
  }

  @Test
  void saysWhenAConnectionIsLostAndHowFarItWas() throws IOException {
    try (var server = FakeServer.saying((number, line) -> number < 25 ? at(line) : null)) {
      assertWrong(server, 1, 0, "lost a connection to the fake", "after 25 replies", "1 in flight");
    }
    var cut = new StringBuilder();
    try (var server =
        FakeServer.saying(
            (number, line) -> {
              if (number == 25) {
                cut.append(line);
                return "AT Ann +0.0";
              }
              return number < 25 ? at(line) : null;
            })) {
      assertWrong(server, 2, 0, "closed in the middle of a reply: AT Ann +0.0", "after 25 replies");
    }
  }

  private static @Nullable String at(String line) {
    return FakeServer.at(line);
  }

  @Test
  void saysWhenNothingComes() throws IOException {
    try (var server = FakeServer.saying((number, line) -> number < 12 ? at(line) : "")) {
      var settings =
          Loads.lasting(
              Loads.settings(1, 3, 0, CLIENTS), Duration.ofSeconds(30), Duration.ofSeconds(1));
      assertThatThrownBy(() -> Loads.run(settings, Loads.target(server)))
          .isInstanceOf(BenchFailure.class)
          .hasMessageContainingAll("no reply from the fake", "after 12 on", "3 in flight");
    }
  }

  @Test
  void saysWhenNobodyListens() throws IOException {
    var server = FakeServer.saying((_, _) -> "");
    server.close();
    assertWrong(server, 1, 0, "cannot connect to the fake at", "refused", "(connection 1 of 1)");
  }

  private static void assertWrong(
      FakeServer server, int inFlight, int whatsAtPercent, String... words) {
    var settings = Loads.settings(1, inFlight, whatsAtPercent, CLIENTS);
    assertThatThrownBy(() -> Loads.run(settings, Loads.target(server)))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContainingAll(words);
  }
}
