package dev.proxyherd.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.MemberProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die, and come back to their store. */
@BesideOthers
class KillTest {
  @TempDir Path folder;

  @Test
  void everyAnsweredUpdateSurvivesAKill() throws Exception {
    List<String> answered;
    try (var member = start()) {
      answered = reportUntilKilled(member);
      assertThat(answered).hasSizeGreaterThan(100);
    }
    try (var member = start();
        var client = LineSocket.connect(member.clientPort())) {
      for (var reply : answered) {
        var name = reply.split(" ", -1)[3];
        assertThat(client.ask("WHATSAT " + name + " 1 1")).isEqualTo(reply);
        client.readPlaces();
      }
    }
  }

  @Test
  void aDamagedStoreEndsTheStartWithWhatToDo() throws Exception {
    try (var member = start()) {
      reportUntilKilled(member);
    }
    Files.writeString(folder.resolve("store/CURRENT"), "damaged\n");
    try (var member = start()) {
      assertThat(member.exitStatus()).isNotZero();
      assertThat(member.log())
          .contains("APPLICATION FAILED TO START")
          .contains("move the folder")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aStoreInUseEndsTheStartOfASecondProcess() throws Exception {
    try (var first = start()) {
      assertThat(first.clientPort()).isPositive();
      try (var second = start()) {
        assertThat(second.exitStatus()).isNotZero();
        assertThat(second.log()).contains("herd.store.folder").doesNotContain("\tat ");
      }
    }
  }

  private MemberProcess start() {
    return MemberProcess.start(folder, Map.of("herd.store.folder", "store"));
  }

  /** Reports client after client, kills the member in the middle, and returns all replies. */
  private static List<String> reportUntilKilled(MemberProcess member) throws Exception {
    var replies = new ArrayList<String>();
    try (var client = LineSocket.connect(member.clientPort())) {
      for (var i = 0; i < 500; i++) {
        client.sendLine("IAMAT client" + i + " +34.068930-118.445127 1520023934.9");
      }
      for (var i = 0; i < 200; i++) {
        replies.add(client.readLine());
      }
      member.kill();
    }
    return replies;
  }
}
