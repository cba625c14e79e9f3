package dev.proxyherd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server that says whatever a test has it say, line by line. */
public final class FakeServer implements AutoCloseable {
  /** What it says. */
  @FunctionalInterface
  public interface Script {
    /**
     * Answers a line.
     *
     * @param number how many lines came on this connection before it
     * @return the answer as it is; empty for none; null to close the connection
     */
    @Nullable String answer(int number, String line);
  }

  private final ServerSocket listener;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private FakeServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  public static FakeServer saying(Script script) {
    try {
      var server =
          new FakeServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
      Thread.ofVirtual().start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a member called Ann would say to an IAMAT. */
  public static String at(String iamAt) {
    return iamAt.replaceFirst("IAMAT ", "AT Ann +0.000000001 ") + "\n";
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      var number = 0;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var answer = script.answer(number++, line);
        if (answer == null) {
          return;
        }
        socket.getOutputStream().write(answer.getBytes(UTF_8));
      }
    } catch (IOException e) {
      // the other side has had enough
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
