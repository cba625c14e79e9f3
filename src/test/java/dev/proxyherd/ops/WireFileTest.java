package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The wire log's file: how it is put aside, and what it does when the disk will not have it. */
@ExtendWith(OutputCaptureExtension.class)
class WireFileTest {
  @TempDir Path folder;
  private long nanoTime;

  @Test
  void makesItsFolderAndAppendsToWhatIsThere() throws IOException {
    var path = folder.resolve("logs/goloman.wire.log");
    try (var file = file(path, 100, 5)) {
      assertThat(write(file, "one\n")).isTrue();
    }
    try (var file = file(path, 100, 5)) {
      write(file, "two\n");
    }
    assertThat(path).hasContent("one\ntwo\n");
  }

  @Test
  void putsAFileAsideBeforeItWouldBeTooLargeAndKeepsNoMoreThanItsNumber() throws IOException {
    var path = folder.resolve("goloman.wire.log");
    try (var file = file(path, 10, 3)) {
      for (var line : new String[] {"1111\n", "2222\n", "3333\n", "4444\n", "5555\n", "6666\n"}) {
        write(file, line);
      }
      write(file, "7777\n");
    }
    assertThat(path).hasContent("7777\n");
    assertThat(folder.resolve("goloman.wire.1.log")).hasContent("5555\n6666\n");
    assertThat(folder.resolve("goloman.wire.2.log")).hasContent("3333\n4444\n");
    assertThat(names()).hasSize(3);
  }

  @Test
  void beginsAnewWhereOnlyOneFileIsToBeKept() throws IOException {
    var path = folder.resolve("w");
    try (var file = file(path, 5, 1)) {
      write(file, "1111\n");
      write(file, "2222\n");
    }
    assertThat(path).hasContent("2222\n");
    assertThat(names()).containsExactly("w");
  }

  @Test
  void beginsAnewWhenSomebodyElsePutTheFileAside() throws IOException {
    var path = folder.resolve("goloman.wire.log");
    try (var file = file(path, 100, 5)) {
      write(file, "one\n");
      Files.move(path, folder.resolve("aside"));
      write(file, "two\n");
    }
    assertThat(path).hasContent("two\n");
    assertThat(folder.resolve("aside")).hasContent("one\n");
  }

  @Test
  void saysOnceThatItCannotWriteAndTriesAgainAfterAWhile(CapturedOutput output) throws IOException {
    var obstacle = Files.writeString(folder.resolve("logs"), "a file where a folder should be");
    var path = obstacle.resolve("goloman.wire.log");
    try (var file = file(path, 100, 5)) {
      assertThat(write(file, "one\n")).isFalse();
      nanoTime += Duration.ofMinutes(1).toNanos();
      assertThat(write(file, "two\n")).isFalse();
      assertThat(output.toString().split("Cannot write the wire log")).hasSize(2);
      assertThat(output).contains("herd.wire-log.file = " + path);

      Files.delete(obstacle);
      assertThat(write(file, "too soon\n")).isFalse();
      nanoTime += Duration.ofMinutes(1).toNanos();
      assertThat(write(file, "three\n")).isTrue();
    }
    assertThat(path).hasContent("three\n");
    assertThat(output).contains("Writes the wire log again");
  }

  @Test
  void outlivesAFullDisk(CapturedOutput output) {
    var full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "a Linux device");
    try (var file = file(full, 100, 5)) {
      assertThat(write(file, "one\n")).isFalse();
      assertThat(write(file, "two\n")).isFalse();
    }
    assertThat(output).containsOnlyOnce("Cannot write the wire log");
  }

  private WireFile file(Path path, long maxSize, int maxFiles) {
    return new WireFile(path, maxSize, maxFiles, () -> nanoTime);
  }

  private static boolean write(WireFile file, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return file.write(bytes, bytes.length);
  }

  private Stream<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
