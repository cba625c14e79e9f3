package dev.proxyherd.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.testing.Seeds;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
  private static final int MAX_LINE = 100;
  private static final String TOO_LONG = "TOO LONG: ";

  @Test
  void cutsWhatCameInOneSegment() {
    assertThat(read("one\ntwo\n\n three \r\nfour", n -> n))
        .containsExactly("one", "two", "", " three \r", "four");
  }

  @Test
  void cutsWhatCameAByteASegment() {
    assertThat(read("one\n\ntwo\nthree", _ -> 1)).containsExactly("one", "", "two", "three");
  }

  @Test
  void nothingIsNoLine() {
    assertThat(read("", n -> n)).isEmpty();
    assertThat(read("\n", n -> n)).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 100})
  void takesALineUpToTheLimit(int length) {
    var line = "x".repeat(length);
    assertThat(read(line + "\nnext\n" + line, n -> n)).containsExactly(line, "next", line);
    assertThat(read(line + "\nnext\n" + line, _ -> 1)).containsExactly(line, "next", line);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 102, 2047, 2048, 2049, 5000, 100_000})
  void showsTheHeadOfALongerLineAndDiscardsTheRest(int length) {
    var line = "0123456789".repeat(length / 10 + 1).substring(0, length);
    var head = TOO_LONG + line.substring(0, 64);
    assertThat(read(line + "\nnext\n" + line, n -> n)).containsExactly(head, "next", head);
    assertThat(read(line + "\nnext\n" + line, _ -> 1)).containsExactly(head, "next", head);
  }

  @Test
  void anUnterminatedLineBehindALongOneIsALineAgain() {
    var line = "x".repeat(101);
    assertThat(read(line + "\nlast", n -> n))
        .containsExactly(TOO_LONG + line.substring(0, 64), "last");
    assertThat(read(line + "\nlast", _ -> 1))
        .containsExactly(TOO_LONG + line.substring(0, 64), "last");
  }

  @ParameterizedTest
  @ValueSource(ints = {2046, 2047, 2048, 2049, 4095, 4096, 16_383, 16_384, 16_385, 32_768})
  void findsALineEndAtTheEdgeOfItsBuffer(int edge) {
    var lines = ("x".repeat(99) + "\n").repeat(edge / 100) + "y".repeat(edge % 100) + "\nz\n";
    assertThat(read(lines, n -> n)).endsWith("y".repeat(edge % 100), "z");
    var long1 = "x".repeat(edge - 1);
    assertThat(read(long1 + "\nz\n", n -> n, edge)).containsExactly(long1, "z");
    assertThat(read(long1 + "x\nz\n", n -> n, edge)).containsExactly(long1 + "x", "z");
  }

  @Test
  void countsWhatItDiscards() {
    var reader = new LineReader(MAX_LINE);
    for (var total = 1000; total <= 1_000_000; total += 1000) {
      reader.append(Unpooled.wrappedBuffer(new byte[1000]));
      assertThat(reader.next() == null).isEqualTo(total > 1000);
      assertThat(reader.next()).isNull();
      assertThat(reader.discarded()).isEqualTo(total);
      assertThat(reader.isInLine()).isTrue();
    }
    assertThat(reader.rest()).isNull();
  }

  /** Lines share their array with others, and are kept for as long as somebody has one. */
  @Test
  void aLineStaysAsItWas() {
    var reader = new LineReader(MAX_LINE);
    reader.append(Unpooled.wrappedBuffer("one\ntw".getBytes(ISO_8859_1)));
    var one = reader.next();
    assertThat(reader.next()).isNull();
    reader.append(Unpooled.wrappedBuffer("o\nthree\n".getBytes(ISO_8859_1)));
    var two = reader.next();
    reader.append(Unpooled.wrappedBuffer("four\n".getBytes(ISO_8859_1)));
    assertThat(List.of(one, two, reader.next(), reader.next()))
        .extracting(ByteString::toString)
        .containsExactly("one", "two", "three", "four");
  }

  @Test
  void readsTheSameHoweverTheBytesArrive() {
    var random = Seeds.random();
    for (var round = 0; round < 2_000; round++) {
      var text = randomText(random);
      var max = 1 + random.nextInt(1 + random.nextInt(3000));
      assertThat(read(text, _ -> 1 + random.nextInt(max))).isEqualTo(reference(text));
    }
  }

  private static String randomText(Random random) {
    var text = new StringBuilder();
    for (var line = random.nextInt(40); line >= 0; line--) {
      var length =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3);
            case 1 -> MAX_LINE - 2 + random.nextInt(5);
            case 2 -> random.nextInt(4 * MAX_LINE);
            default -> random.nextInt(random.nextInt(20) == 0 ? 5000 : MAX_LINE);
          };
      for (var i = 0; i < length; i++) {
        var character = (char) random.nextInt(256);
        text.append(character == '\n' ? '.' : character);
      }
      text.append(line == 0 && random.nextBoolean() ? "" : "\n");
    }
    return text.toString();
  }

  private static List<String> reference(String text) {
    var lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    lines.replaceAll(
        line -> line.length() > MAX_LINE ? TOO_LONG + line.substring(0, LineReader.HEAD) : line);
    return lines;
  }

  private static List<String> read(String text, IntUnaryOperator segment) {
    return read(text, segment, MAX_LINE);
  }

  /** Reads all lines, as a connection does, with at most {@code segment} bytes at a time. */
  private static List<String> read(String text, IntUnaryOperator segment, int maxLine) {
    var reader = new LineReader(maxLine);
    var bytes = Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1));
    var lines = new ArrayList<String>();
    while (bytes.isReadable()) {
      var left = bytes.readableBytes();
      reader.append(bytes.readSlice(Math.min(left, segment.applyAsInt(left))));
      for (var line = reader.next(); line != null; line = reader.next()) {
        lines.add(shown(reader, line));
      }
    }
    var rest = reader.rest();
    if (rest != null) {
      lines.add(shown(reader, rest));
    }
    return lines;
  }

  private static String shown(LineReader reader, ByteString line) {
    return (reader.isTooLong() ? TOO_LONG : "") + new String(line.toBytes(), ISO_8859_1);
  }
}
