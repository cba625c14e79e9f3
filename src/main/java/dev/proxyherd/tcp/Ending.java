package dev.proxyherd.tcp;

import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The gentle end of a connection. Once all replies are written: FIN, and then what still arrives is
 * thrown away for a short while, since to close over it would reset the connection, and with it the
 * last replies. On the connection's event loop only.
 */
final class Ending {
  /** How long the other side is waited for. */
  static final Duration TIME = Duration.ofSeconds(1);

  private static final long MAX_BYTES = 4 << 20;

  private final SocketChannel channel;
  private final LineOutput output;
  private final Runnable close;
  private boolean begun;
  private long discarded;

  /**
   * @param close closes the connection at once
   */
  Ending(SocketChannel channel, LineOutput output, Runnable close) {
    this.channel = channel;
    this.output = output;
    this.close = close;
  }

  boolean hasBegun() {
    return begun;
  }

  /** The other side has ended its stream: closes as soon as its replies are written. */
  void finish() {
    begun = true;
    output.whenWritten(close);
  }

  /** Ends this side's stream when all is written, and waits for the other side to end its own. */
  void linger() {
    begun = true;
    output.whenWritten(
        () -> {
          var tls = channel.pipeline().get(TlsHandler.class);
          if (tls == null) {
            endOutput();
          } else {
            tls.closeOutbound().addListener(_ -> endOutput());
          }
          var _ = channel.eventLoop().schedule(close, TIME.toNanos(), TimeUnit.NANOSECONDS);
        });
  }

  private void endOutput() {
    var _ = channel.shutdownOutput();
  }

  /** Bytes have arrived all the same. */
  void discard(int bytes) {
    discarded += bytes;
    if (discarded > MAX_BYTES) {
      close.run();
    }
  }
}
