package dev.proxyherd.tcp;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * The gentle end of a connection, once all replies are written: FIN, and then what still arrives is
 * thrown away for a short while, since to close over it would reset the connection, and with it the
 * last replies.
 */
final class Linger {
  /** How long the other side is waited for. */
  static final Duration TIME = Duration.ofSeconds(1);

  private static final int MAX_BYTES = 4 << 20;

  private Linger() {}

  /** On the reader's thread only; the socket is still to be closed. */
  static void over(Socket socket) throws IOException {
    if (!socket.isOutputShutdown()) {
      socket.shutdownOutput();
    }
    socket.setSoTimeout((int) TIME.toMillis());
    var scrap = new byte[16 * 1024];
    var until = System.nanoTime() + TIME.toNanos();
    var left = MAX_BYTES;
    for (var count = 0; count >= 0 && left > 0 && System.nanoTime() < until; left -= count) {
      count = socket.getInputStream().read(scrap);
    }
  }
}
