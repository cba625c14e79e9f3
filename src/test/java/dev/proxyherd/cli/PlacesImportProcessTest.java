package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import as a process: how little memory it needs, and what it leaves when it is ended. */
@BesideOthers
class PlacesImportProcessTest {
  private static final int ROWS = 300_000;
  private static final Duration SOON = Duration.ofSeconds(60);

  private @TempDir Path home;
  private FakeHerd herd;
  private Path rows;
  private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    herd = new FakeHerd(home);
    Files.writeString(home.resolve("jvm.options"), " -Xmx64m", StandardOpenOption.APPEND);
    folder = Files.createDirectory(home.resolve("places"));
    rows = home.resolve("rows.csv");
    try (var out = Files.newBufferedWriter(rows)) {
      out.write("id,name,lat,lon,address\n");
      for (var row = 0; row < ROWS; row++) {
        out.write(
            "row:%d,Place %d,%d.%04d,%d.5,Street %d%n"
                .formatted(row, row, row % 90, row % 10_000, row % 180, row % 5_000));
      }
    }
  }

  @Test
  void aSmallHeapIsEnoughForManyRows() throws Exception {
    var process = herd.process("places", "import", "" + rows);
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("rows.csv (csv): 300,000 places in 300,000 rows")
        .doesNotContain("a second", "memory"); // nobody looks on
    assertThat(files()).containsExactly("rows.places");
  }

  @Test
  void onceEndedItLeavesNothingBehind() throws Exception {
    var old = Files.writeString(folder.resolve("rows.places"), "the old one");
    // Again and again: it is not to be through before it is ended.
    var command = new ArrayList<>(List.of("places", "import"));
    command.addAll(Collections.nCopies(500, "" + rows));
    var process = herd.process(command.toArray(String[]::new));
    try {
      await().atMost(SOON).until(() -> files().size() > 1);
      process.destroy();
      assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(files()).containsExactly("rows.places");
    assertThat(old).hasContent("the old one");
  }

  @Test
  void aFullDiskIsSaidAndLeavesTheOldFile() throws Exception {
    var old = Files.writeString(folder.resolve("rows.places"), "the old one");
    var command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 4000; exec \"$@\"", "sh"));
    command.addAll(herd.command("places", "import", "" + rows));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains("herd: cannot write places/rows.places: File too large");
    assertThat(files()).containsExactly("rows.places");
    assertThat(old).hasContent("the old one");
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
