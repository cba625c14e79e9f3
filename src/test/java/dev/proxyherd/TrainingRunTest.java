package dev.proxyherd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.store.NativeLibrary;
import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.MemberSetup;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts from the AOT cache that a training run has left, and from what is none. */
@BesideOthers
class TrainingRunTest {
  private static final Path CACHE = MemberSetup.cache();

  /** Has the JVM refuse to start where it cannot use the cache. */
  private static final String REQUIRED = "-XX:AOTMode=on";

  private @TempDir Path folder;

  @Test
  void leavesACacheThatMembersStartFrom() {
    try (var member = setup(CACHE, REQUIRED).start(folder)) {
      assertThat(member.awaitReady().log()).contains("is ready");
    }
  }

  @Test
  void whatItUnpacksIsNotUnpackedAgain() throws Exception {
    var unpacked = folder.resolve("unpacked");
    NativeLibrary.unpack(unpacked);
    try (var member = setup(CACHE, "-Djava.library.path=" + unpacked).start(folder)) {
      member.awaitReady();
    }
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().contains("rocksdbjni")))
          .containsExactly(unpacked.resolve(System.mapLibraryName("rocksdbjni")));
    }
  }

  @Test
  void aCacheThatIsMissingIsPassedOver() throws Exception {
    assertPassedOver(folder.resolve("none.aot"));
  }

  @Test
  void halfACacheIsPassedOver() throws Exception {
    var half = Files.copy(CACHE, folder.resolve("half.aot"));
    try (var file = FileChannel.open(half, StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
    }
    assertPassedOver(half);
  }

  @Test
  void whatIsNoCacheIsPassedOver() throws Exception {
    assertPassedOver(Files.writeString(folder.resolve("text.aot"), "no cache\n".repeat(1000)));
  }

  @Test
  void aCacheForOtherOptionsIsPassedOver() throws Exception {
    assertPassedOver(CACHE, "-XX:-UseCompactObjectHeaders");
  }

  /** In silence. The JVM decides before it starts the program, so it need not be started. */
  private void assertPassedOver(Path cache, String... options) throws Exception {
    var quiet = new ArrayList<>(List.of(options));
    quiet.add("--version");
    assertThat(run(setup(cache, quiet.toArray(String[]::new))))
        .startsWith("openjdk 25")
        .doesNotContain("aot", "AOT");

    quiet.add(0, REQUIRED);
    assertThat(run(setup(cache, quiet.toArray(String[]::new)))).doesNotContain("openjdk 25");
  }

  private String run(MemberSetup setup) throws Exception {
    var process = new ProcessBuilder(setup.command()).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private MemberSetup setup(Path cache, String... options) {
    return MemberSetup.of("Ann").startedFrom(cache, options);
  }
}
