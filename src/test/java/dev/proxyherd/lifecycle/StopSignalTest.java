package dev.proxyherd.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.MemberProcess;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM; what a member does with it that runs, RollingRestartTest shows. */
@BesideOthers
class StopSignalTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;

  @Test
  void aMemberThatIsStillStartingEndsAtOnce() throws Exception {
    var seal = Files.createDirectory(folder.resolve("store")).resolve("seal");
    assertThat(new ProcessBuilder("mkfifo", seal.toString()).start().waitFor()).isZero();
    try (var member = MemberProcess.start(folder, Map.of("herd.store.folder", "store"));
        var _ = new FileOutputStream(seal.toFile())) { // opened when the member reads, and waits
      member.terminate();
      assertThat(member.exitStatus()).isEqualTo(TERMINATED);
      assertThat(member.log()).doesNotContain("\tat ");
    }
  }
}
