package dev.proxyherd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.MemberSetup;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts from the AOT cache that a training run has left, and from what is none. */
class TrainingRunTest {
  private static final Path CACHE = MemberSetup.cache();

  /** Has the JVM refuse to start where it cannot use the cache. */
  private static final String REQUIRED = "-XX:AOTMode=on";

  private @TempDir Path folder;

  @Test
  void leavesACacheThatMembersStartFrom() {
    assertThat(log(CACHE, REQUIRED)).contains("is ready");
  }

  @Test
  void aCacheThatIsMissingOnlyCostsTime() {
    assertSilentlyReady(folder.resolve("none.aot"));
  }

  @Test
  void halfACacheOnlyCostsTime() throws IOException {
    var half = Files.copy(CACHE, folder.resolve("half.aot"));
    try (var file = FileChannel.open(half, StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
    }
    assertSilentlyReady(half);
  }

  @Test
  void whatIsNoCacheOnlyCostsTime() throws IOException {
    assertSilentlyReady(Files.writeString(folder.resolve("text.aot"), "no cache\n".repeat(1000)));
  }

  @Test
  void aCacheForOtherOptionsOnlyCostsTime() {
    assertSilentlyReady(CACHE, "-XX:-UseCompactObjectHeaders");
  }

  private void assertSilentlyReady(Path cache, String... options) {
    assertThat(log(cache, options)).contains("is ready").doesNotContain("aot", "AOT");
  }

  private String log(Path cache, String... options) {
    try (var member = MemberSetup.of("Ann").startedFrom(cache, options).start(folder)) {
      return member.awaitReady().log();
    }
  }
}
