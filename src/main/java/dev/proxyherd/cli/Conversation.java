package dev.proxyherd.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Talks to a member's client port: sends bytes as they are, shows bytes as they come. */
final class Conversation {
  private static final int CONNECT_TIMEOUT_MILLIS = (int) Duration.ofSeconds(3).toMillis();

  /** In place of the number of bytes that were sent. */
  private static final long UNDER_WAY = -1;

  /** What a port that speaks TLS says to whoever does not, begins with this. */
  private static final byte TLS_ALERT = 21;

  private final Duration patience;
  private final @Nullable SSLContext tls;

  /**
   * @param patience how long to wait for a byte of an answer, once all has been sent
   * @param tls null for plain TCP
   */
  Conversation(Duration patience, @Nullable SSLContext tls) {
    this.patience = patience;
    this.tls = tls;
  }

  /** Sends all of the input, then shuts its side down and reads until the member closes. */
  void hold(Member member, InputStream input, OutputStream output) {
    try (var plain = new Socket()) {
      plain.connect(
          new InetSocketAddress(member.host(), member.clientPort()), CONNECT_TIMEOUT_MILLIS);
      var socket = tls == null ? plain : encrypted(plain, tls, member);
      // In the background: a member that answers while it is sent to must be read meanwhile.
      var sent = new AtomicLong(UNDER_WAY);
      Thread.ofVirtual().start(() -> send(input, socket, sent));
      show(member, socket, output, sent);
    } catch (IOException e) {
      throw new HerdFailure(
          "cannot talk to %s at %s:%d: %s"
              .formatted(member.name(), member.host(), member.clientPort(), e.getMessage()));
    }
  }

  /** To a member whose certificate is good for the host that was dialled. */
  private static Socket encrypted(Socket plain, SSLContext tls, Member member) throws IOException {
    var socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(plain, member.host(), member.clientPort(), true);
    // The first version in which to have said all is not to have heard all.
    socket.setEnabledProtocols(new String[] {"TLSv1.3"});
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(CONNECT_TIMEOUT_MILLIS);
    socket.startHandshake();
    return socket;
  }

  private static void send(InputStream input, Socket socket, AtomicLong sent) {
    try {
      sent.set(input.transferTo(socket.getOutputStream()));
      socket.shutdownOutput();
    } catch (IOException e) {
      // The member has closed: the reading side sees that too, after what it still had to say.
    } finally {
      sent.compareAndSet(UNDER_WAY, 0);
    }
  }

  private void show(Member member, Socket socket, OutputStream output, AtomicLong sent)
      throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    var buffer = new byte[8192];
    var answered = false;
    while (true) {
      var waitedSinceSent = sent.get() != UNDER_WAY;
      try {
        var count = socket.getInputStream().read(buffer);
        if (tls == null && !answered && (count < 0 ? sent.get() > 0 : buffer[0] == TLS_ALERT)) {
          throw new HerdFailure(
              "%s has closed without an answer; if its client port speaks TLS: --cacert FILE"
                  .formatted(member.name()));
        }
        if (count < 0) {
          return;
        }
        answered = true;
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
