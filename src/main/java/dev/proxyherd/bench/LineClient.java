package dev.proxyherd.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/** A client of one member that waits for each reply. */
final class LineClient implements Closeable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Target member;
  private final Socket socket = new Socket();
  private final InputStream in;

  LineClient(Target member) {
    this(member, TIMEOUT);
  }

  /**
   * Connects.
   *
   * @param timeout for that, and for every reply
   */
  LineClient(Target member, Duration timeout) {
    this.member = member;
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) timeout.toMillis());
      socket.connect(member.address(), (int) timeout.toMillis());
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      close();
      throw new BenchFailure("cannot connect to %s: %s".formatted(member, e.getMessage()));
    }
  }

  Target member() {
    return member;
  }

  /** The first line of the reply to a command. */
  String ask(String command) {
    try {
      socket.getOutputStream().write((command + "\n").getBytes(UTF_8));
      return line();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Reads over what stands behind the AT line of a reply to WHATSAT. */
  void skipPlaces() {
    try {
      while (!line().isEmpty()) {
        // up to the empty line
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private BenchFailure lost(IOException cause) {
    return new BenchFailure(
        "lost a connection to %s, or waited for it too long: %s"
            .formatted(member, cause.getMessage()));
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() > Dialogue.MAX_REPLY) {
        throw new EOFException(next < 0 ? "closed" : "a line without end");
      }
      line.write(next);
    }
    return line.toString(UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is waited for any more.
    }
  }
}
