package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import java.util.Arrays;

/** Renders lines of both protocols, one behind the other, into one run of bytes. */
public final class LineWriter {
  private byte[] bytes;
  private int length;

  /** Starts with room for this many bytes; grows as needed. */
  public LineWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /**
   * {@code AT <the five fields>}: the reply to an IAMAT, and the first line of one to a WHATSAT.
   */
  public LineWriter at(ClientLocation location) {
    return text("AT ").text(location.fields()).end();
  }

  /** {@code AT <the five fields> <number>}: an update for a neighbour. */
  public LineWriter at(ClientLocation location, long number) {
    return text("AT ").text(location.fields()).text(" ").text(Long.toString(number)).end();
  }

  /** {@code ? <the line as it was sent>}: the reply to an invalid command. */
  public static byte[] refusal(ByteString line) {
    return new LineWriter(line.length() + 3).text("? ").text(line).end().toBytes();
  }

  /** A line of the given fields, a space between each two. */
  public static byte[] of(String... fields) {
    return ByteString.of(String.join(" ", fields) + "\n").toBytes();
  }

  /**
   * A places source's answer: its text with every run of newlines made one, then two newlines,
   * which thereby mark its end.
   */
  public LineWriter places(ByteString json) {
    ensure(json.length() + 2);
    var start = length;
    var from = 0;
    var last = (byte) '\n';
    for (var i = 0; i < json.length(); i++) {
      var next = json.at(i);
      if (next == '\n' && last == '\n') {
        text(json.slice(from, i));
        from = i + 1;
      }
      last = next;
    }
    text(json.slice(from, json.length()));
    while (length > start && bytes[length - 1] == '\n') {
      length--;
    }
    return text("\n\n");
  }

  /** An empty line: the end of a reply that is any number of lines. */
  public LineWriter emptyLine() {
    return end();
  }

  public int length() {
    return length;
  }

  public byte[] toBytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private LineWriter end() {
    return text("\n");
  }

  private LineWriter text(ByteString text) {
    ensure(text.length());
    length = text.copyTo(bytes, length);
    return this;
  }

  private LineWriter text(String ascii) {
    ensure(ascii.length());
    for (var i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
