package dev.proxyherd.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.MemberProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A member whose disk is full for a while. No root is needed: its own files may not grow, by a
 * limit on the process.
 */
@BesideOthers
class FullDiskTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** The reply that each client got to the last update that was taken. */
  private final Map<String, String> taken = new LinkedHashMap<>();

  @BeforeAll
  static void requirePrlimit() {
    var there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "prlimit")));
    if (!there) {
      System.out.println("NOT TESTED: a full disk, since there is no prlimit (util-linux)");
    }
    assumeTrue(there, "prlimit");
  }

  @Test
  void refusesSaysWhyAnswersFromMemoryAndRecoversByItself() throws Exception {
    try (var member = start();
        var client = LineSocket.connect(member.clientPort())) {
      report(client, "kiwi", 1);
      report(client, "emu", 1);

      member.limitFileSize(1);
      var update = iamAt("kiwi", 2);
      assertThat(client.ask(update)).isEqualTo("? " + update);
      assertThat(client.ask(iamAt("moa", 1))).startsWith("? ");
      assertThat(client.ask("WHATSAT kiwi 1 1")).isEqualTo(taken.get("kiwi"));
      client.readPlaces();
      var store = storeHealth(member);
      assertThat(store.at("/status").asString()).isEqualTo("DOWN");
      assertThat(store.at("/details/trouble").asString()).contains("File too large");

      member.unlimitFileSize();
      await().atMost(SOON).until(() -> storeHealth(member).at("/status").asString().equals("UP"));
      assertThat(member.log()).contains("takes records again").doesNotContain("\tat ");
      report(client, "emu", 2);
      report(client, "moa", 2);
      member.kill();
    }
    try (var member = start();
        var client = LineSocket.connect(member.clientPort())) {
      for (var last : taken.entrySet()) {
        assertThat(client.ask("WHATSAT " + last.getKey() + " 1 1")).isEqualTo(last.getValue());
        client.readPlaces();
      }
      assertThat(member.status().clients()).isEqualTo(taken.size());
      assertThat(storeHealth(member).at("/details").has("loss")).isFalse();
    }
  }

  private static JsonNode storeHealth(MemberProcess member) {
    return Actuator.get(member.httpAddress().getPort(), "health").at("/components/store");
  }

  private MemberProcess start() {
    return MemberProcess.start(folder, Map.of("herd.store.folder", "store"));
  }

  private void report(LineSocket client, String name, int second) {
    var reply = client.ask(iamAt(name, second));
    assertThat(reply).startsWith("AT Goloman ");
    taken.put(name, reply);
  }

  private static String iamAt(String client, int second) {
    return "IAMAT " + client + " +34.068930-118.445127 152002393" + second;
  }
}
