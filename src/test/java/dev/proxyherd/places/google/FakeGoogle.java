package dev.proxyherd.places.google;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers every request as it is told to, also in ways that no HTTP library would.
 */
final class FakeGoogle implements AutoCloseable {
  private final ServerSocket socket;
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final AtomicInteger requested = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final boolean keepsAlive;
  private volatile Behaviour behaviour;

  /** What happens when a request has been read. The connection is closed when it returns. */
  interface Behaviour {
    void answer(Socket connection, OutputStream out) throws Exception;
  }

  FakeGoogle(Behaviour behaviour) throws IOException {
    this(behaviour, false);
  }

  /**
   * Begins to listen.
   *
   * @param keepsAlive whether a connection stays for further requests
   */
  FakeGoogle(Behaviour behaviour, boolean keepsAlive) throws IOException {
    this.behaviour = behaviour;
    this.keepsAlive = keepsAlive;
    socket = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers with a whole HTTP response. */
  static FakeGoogle answering(String statusLine, String headers, byte[] body) throws IOException {
    return new FakeGoogle(
        (connection, out) -> {
          var head =
              "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n"
                  .formatted(statusLine, body.length, headers);
          out.write(head.getBytes(StandardCharsets.ISO_8859_1));
          out.write(body);
        });
  }

  static FakeGoogle answering(int status, String json) throws IOException {
    return answering(
        status + " Whatever",
        "Content-Type: application/json; charset=UTF-8\r\n",
        json.getBytes(StandardCharsets.UTF_8));
  }

  String url() {
    return "http://%s:%d"
        .formatted(socket.getInetAddress().getHostAddress(), socket.getLocalPort());
  }

  /** The next request as it came: its line, its headers, its body. */
  String request() throws InterruptedException {
    return requests.take();
  }

  /** From the next request on. */
  void behave(Behaviour other) {
    behaviour = other;
  }

  /** How many requests have come. */
  int requested() {
    return requested.get();
  }

  /** How many connections are open. */
  int openConnections() {
    return open.get();
  }

  /** A whole answer, after which the connection may stay. */
  static Behaviour whole(String statusLine, String headers, String body) {
    return (connection, out) -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      var head =
          "HTTP/1.1 %s\r\nContent-Length: %d\r\n%s\r\n"
              .formatted(statusLine, bytes.length, headers);
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(bytes);
    };
  }

  /** Sends that and no more, until the caller goes away. */
  static Behaviour stalling(String text) {
    return (connection, out) -> {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      while (connection.getInputStream().read() >= 0) {
        // Nobody says anything.
      }
    };
  }

  private void accept() {
    try {
      while (true) {
        var connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket connection) {
    open.incrementAndGet();
    try (connection) {
      do {
        requests.add(readRequest(connection.getInputStream()));
        requested.incrementAndGet();
        behaviour.answer(connection, connection.getOutputStream());
      } while (keepsAlive);
    } catch (Exception gone) {
      // The caller went away, or the test is over.
    } finally {
      open.decrementAndGet();
    }
  }

  static String readRequest(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      bytes.write(next);
    }
    var length =
        bytes
            .toString(StandardCharsets.ISO_8859_1)
            .lines()
            .map(line -> line.toLowerCase(Locale.ROOT))
            .filter(line -> line.startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    bytes.write(in.readNBytes(length));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
