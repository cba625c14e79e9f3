package dev.proxyherd.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** As much of Redis' protocol (RESP) as it takes to ask a server how it is. */
final class RedisSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(5).toMillis();

  private final Socket socket = new Socket();
  private final InputStream input;

  RedisSocket(int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    input = new BufferedInputStream(socket.getInputStream());
  }

  /** A reply that is an error. */
  static final class Refusal extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
      super(message);
    }
  }

  String ask(String... words) throws IOException {
    var command = new StringBuilder("*%d\r\n".formatted(words.length));
    for (var word : words) {
      command.append("$%d\r\n%s\r\n".formatted(word.getBytes(UTF_8).length, word));
    }
    socket.getOutputStream().write(command.toString().getBytes(UTF_8));
    var reply = line();
    var rest = reply.substring(1);
    return switch (reply.charAt(0)) {
      case '+', ':' -> rest;
      case '$' -> bulk(Integer.parseInt(rest));
      case '-' -> throw new Refusal(rest);
      default -> throw new IllegalArgumentException("a reply that is a list: " + reply);
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    var bytes = input.readNBytes(length + 2);
    if (bytes.length < length + 2) {
      throw new EOFException();
    }
    return new String(bytes, 0, length, UTF_8);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    if (line.length() < 2) {
      throw new IOException("not a reply: " + line);
    }
    return new String(line.toString().trim().getBytes(ISO_8859_1), UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
