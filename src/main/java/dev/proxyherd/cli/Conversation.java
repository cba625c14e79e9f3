package dev.proxyherd.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Talks to a member's client port: sends bytes as they are, shows bytes as they come. */
final class Conversation {
  private static final int CONNECT_TIMEOUT_MILLIS = (int) Duration.ofSeconds(3).toMillis();

  private final Duration patience;

  /**
   * @param patience how long to wait for a byte of an answer, once all has been sent
   */
  Conversation(Duration patience) {
    this.patience = patience;
  }

  /** Sends all of the input, then shuts its side down and reads until the member closes. */
  void hold(Member member, InputStream input, OutputStream output) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(member.host(), member.clientPort()), CONNECT_TIMEOUT_MILLIS);
      // In the background: a member that answers while it is sent to must be read meanwhile.
      var sent = new AtomicBoolean();
      Thread.ofVirtual().start(() -> send(input, socket, sent));
      show(member, socket, output, sent);
    } catch (IOException e) {
      throw new HerdFailure(
          "cannot talk to %s at %s:%d: %s"
              .formatted(member.name(), member.host(), member.clientPort(), e.getMessage()));
    }
  }

  private static void send(InputStream input, Socket socket, AtomicBoolean sent) {
    try {
      input.transferTo(socket.getOutputStream());
      socket.shutdownOutput();
    } catch (IOException e) {
      // The member has closed: the reading side sees that too, after what it still had to say.
    } finally {
      sent.set(true);
    }
  }

  private void show(Member member, Socket socket, OutputStream output, AtomicBoolean sent)
      throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    var buffer = new byte[8192];
    while (true) {
      var waitedSinceSent = sent.get();
      try {
        var count = socket.getInputStream().read(buffer);
        if (count < 0) {
          return;
        }
        output.write(buffer, 0, count);
        output.flush();
      } catch (SocketTimeoutException e) {
        if (waitedSinceSent) {
          throw new HerdFailure(
              "%s has not answered for %d s".formatted(member.name(), patience.toSeconds()));
        }
      }
    }
  }
}
