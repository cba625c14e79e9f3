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

/**
 * A server that answers every request as it is told to, also in ways that no HTTP library would.
 */
final class FakeGoogle implements AutoCloseable {
  private final ServerSocket socket;
  private final Behaviour behaviour;
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  /** What happens when a request has been read. The connection is closed when it returns. */
  interface Behaviour {
    void answer(Socket connection, OutputStream out) throws Exception;
  }

  FakeGoogle(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
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
    try (connection) {
      requests.add(readRequest(connection.getInputStream()));
      behaviour.answer(connection, connection.getOutputStream());
    } catch (Exception gone) {
      // The caller went away, or the test is over.
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
