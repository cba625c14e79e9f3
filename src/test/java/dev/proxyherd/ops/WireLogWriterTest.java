package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From records in memory to lines in the file. */
class WireLogWriterTest {
  private static final int BUFFER = 256 * 1024;
  private static final String TIME = "2026-11-21T\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z ";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T09:16:57.481203Z"));

  @TempDir Path folder;
  private Path path;
  private WireFile file;
  private WireBuffers buffers;
  private WireLogWriter writer;
  private long nanoTime;

  @BeforeEach
  void open() {
    path = folder.resolve("goloman.wire.log");
    file = new WireFile(path, 100_000_000, 2, () -> nanoTime);
    buffers = new WireBuffers(BUFFER);
    writer = new WireLogWriter(buffers, file, Long.MAX_VALUE, CLOCK);
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void writesOneLineForEachLineWithTimeConnectionAndDirection() throws IOException {
    add(17, true, WireRecord.OPENED, "", "opened from 127.0.0.1:54321", 0);
    add(17, true, WireRecord.RECEIVED, "", "IAMAT kiwi +34-118 1", 0);
    add(17, true, WireRecord.SENT, "", "AT Goloman +0.1 kiwi +34-118 1\n", 0);
    add(3, false, WireRecord.RECEIVED, "Hands", "ACK 5", 0);
    add(3, false, WireRecord.SENT_BLOCK, "Hands", "AT a\nAT b\n", 0);
    add(17, true, WireRecord.RECEIVED, "", "", 0);
    add(17, true, WireRecord.CLOSED, "", "closed FINISHED", 0);
    writer.drain();

    assertThat(Files.readAllLines(path)).allMatch(line -> line.matches(TIME + ".*"));
    assertThat(written())
        .containsExactly(
            "c17 opened from 127.0.0.1:54321",
            "c17 <- IAMAT kiwi +34-118 1",
            "c17 -> AT Goloman +0.1 kiwi +34-118 1",
            "p3 Hands <- ACK 5",
            "p3 Hands -> AT a",
            "p3 Hands -> AT b",
            "c17 <- ",
            "c17 closed FINISHED");
  }

  @Test
  void takesTheTimeOfTheClock() throws IOException {
    add(1, true, WireRecord.RECEIVED, "", "x", 0);
    writer.drain();
    // The record is a little older than the clock is when it is written.
    var time = Instant.parse(Files.readString(path).split(" ", 2)[0]);
    assertThat(time).isBetween(CLOCK.instant().minusSeconds(60), CLOCK.instant());
  }

  @Test
  void letsNobodyForgeALineOrBreakATerminal() throws IOException {
    add(1, true, WireRecord.RECEIVED, "", "\u001b[31m\r\0\u007f back\\slash ü …", 0);
    writer.drain();
    assertThat(written())
        .containsExactly(
            "c1 <- \\x1B[31m\\x0D\\x00\\x7F back\\x5Cslash \\xC3\\xBC \\xE2\\x80\\xA6");
  }

  @Test
  void escapesExactlyWhatIsNotPrintableWhereverItStands() throws IOException {
    var random = new Random(7);
    var expected = new ArrayList<String>();
    for (var round = 0; round < 2000; round++) {
      var bytes = new byte[random.nextInt(40)];
      var line = new StringBuilder("c1 <- ");
      for (var i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 'a' + random.nextInt(26));
        var plain = bytes[i] >= ' ' && bytes[i] < 0x7f && bytes[i] != '\\';
        line.append(plain ? "" + (char) bytes[i] : "\\x%02X".formatted(bytes[i]));
      }
      expected.add(line.toString());
      add(1, true, WireRecord.RECEIVED, "", bytes, 0);
    }
    writer.drain();
    assertThat(written()).isEqualTo(expected);
  }

  @Test
  void cutsLongLinesAndSaysByHowMuch() throws IOException {
    var kept = "a".repeat(WireRecord.MAX_TEXT);
    add(1, true, WireRecord.SENT, "", "AT x\n{\n", 2343);
    add(2, false, WireRecord.SENT_BLOCK, "Hands", kept + "bcd\nAT y\n", 0);
    writer.drain();
    assertThat(written())
        .containsExactly(
            "c1 -> AT x… 2345 bytes more",
            "p2 Hands -> " + kept + "… 3 bytes more",
            "p2 Hands -> AT y");
  }

  @Test
  void countsWhatFindsNoRoomAndSaysSo() throws IOException {
    var added = 0;
    while (add(1, true, WireRecord.RECEIVED, "", "x".repeat(1000), 0)) {
      added++;
    }
    writer.leaveOut(1);
    writer.leaveOut(122);
    writer.drain();
    add(1, true, WireRecord.RECEIVED, "", "and on", 0);
    writer.drain();

    assertThat(added).isGreaterThan(100);
    assertThat(writer.leftOut()).isEqualTo(123);
    assertThat(written()).hasSize(added + 2).endsWith("… 123 lines left out", "c1 <- and on");
  }

  @Test
  void countsWhatTheDiskDidNotTakeAndSaysSoOnceItDoes() throws IOException {
    Files.createDirectory(path);
    add(1, true, WireRecord.RECEIVED, "", "one", 0);
    add(1, true, WireRecord.RECEIVED, "", "two", 0);
    writer.drain();
    assertThat(writer.leftOut()).isEqualTo(2);

    Files.delete(path);
    nanoTime = TimeUnit.HOURS.toNanos(1);
    add(1, true, WireRecord.RECEIVED, "", "three", 0);
    writer.drain();
    assertThat(writer.leftOut()).isEqualTo(2);
    assertThat(written()).containsExactly("c1 <- three", "… 2 lines left out");
  }

  @Test
  void losesAndManglesNothingWhateverIsAppendedMeanwhile() throws Exception {
    writer.start();
    var threads = 4;
    var lines = 20_000;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Future<?>>();
      for (var thread = 1; thread <= threads; thread++) {
        var connection = thread;
        tasks.add(executor.submit(() -> appendAll(connection, lines)));
      }
      for (var task : tasks) {
        task.get();
      }
    }
    writer.close();

    var written = written();
    for (var thread = 1; thread <= threads; thread++) {
      var prefix = "c" + thread + " <- line ";
      assertThat(written.stream().filter(line -> line.startsWith(prefix)))
          .hasSize(lines)
          .isSortedAccordingTo(
              Comparator.comparingInt(line -> Integer.parseInt(line.substring(prefix.length()))));
    }
    assertThat(written).hasSize(threads * lines);
  }

  private void appendAll(int connection, int lines) {
    for (var line = 0; line < lines; ) {
      if (add(connection, true, WireRecord.RECEIVED, "", "line " + line, 0)) {
        line++;
      } else {
        LockSupport.parkNanos(1000);
      }
    }
  }

  private boolean add(
      long connection, boolean client, int kind, String name, String text, int omitted) {
    return add(connection, client, kind, name, text.getBytes(StandardCharsets.UTF_8), omitted);
  }

  private boolean add(
      long connection, boolean client, int kind, String name, byte[] text, int omitted) {
    return buffers.append(
        client ? kind | WireRecord.CLIENT : kind, connection, name, ByteString.wrap(text), omitted);
  }

  /** The file's lines without their times. */
  private List<String> written() throws IOException {
    return Files.readAllLines(path).stream().map(line -> line.split(" ", 2)[1]).toList();
  }
}
