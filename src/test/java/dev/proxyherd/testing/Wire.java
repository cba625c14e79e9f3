package dev.proxyherd.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * One direction of an edge, as a wire that can be cut and healed: a forwarder between two ports.
 */
public final class Wire implements AutoCloseable {
  private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final IntSupplier exit;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong carried = new AtomicLong();
  private volatile boolean cut;

  /**
   * Opens a wire.
   *
   * @param exit the port that it leads to, asked at each connection
   */
  public Wire(IntSupplier exit) throws IOException {
    this.exit = exit;
    Thread.ofVirtual().start(this::accept);
  }

  /** Where to dial. */
  public InetSocketAddress entry() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), entry.getLocalPort());
  }

  /** How many bytes have gone forward. */
  public long carried() {
    return carried.get();
  }

  /** Breaks what goes over the wire, and lets nothing through until it is healed. */
  public void cut() {
    cut = true;
    sockets.forEach(Wire::close);
  }

  public void heal() {
    cut = false;
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        forward(entry.accept());
      } catch (IOException e) {
        // the dialler went away, or the exit is not there: the next one may fare better
      }
    }
  }

  private void forward(Socket from) throws IOException {
    sockets.add(from);
    if (cut) {
      close(from);
      return;
    }
    try {
      var to = new Socket(InetAddress.getLoopbackAddress(), exit.getAsInt());
      sockets.add(to);
      from.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> copy(from, to, carried));
      Thread.ofVirtual().start(() -> copy(to, from, new AtomicLong()));
    } catch (IOException e) {
      close(from);
    }
  }

  private void copy(Socket from, Socket to, AtomicLong count) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      var buffer = new byte[8192];
      for (var n = in.read(buffer); n >= 0 && !cut; n = in.read(buffer)) {
        to.getOutputStream().write(buffer, 0, n);
        count.addAndGet(n);
      }
    } catch (IOException e) {
      // either end has gone: the other learns it by the close
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    entry.close();
    cut();
  }
}
