package dev.proxyherd.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * One direction of an edge, as a wire that can be cut, silenced, slowed and healed: a forwarder
 * between two ports of this machine.
 *
 * <p>It works on streams, not on packets: what it takes from one side it has acknowledged to that
 * side, as far as its small buffers go.
 */
public final class Wire implements AutoCloseable {
  /** Small, so that a sender soon feels a wire that carries nothing. */
  private static final int SOCKET_BUFFER = 32 * 1024;

  /** A connection in a storm is reset within its handshake or soon behind it. */
  private static final int STORM_BYTES = 600;

  private final ServerSocket entry = new ServerSocket();
  private final IntSupplier exit;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger dials = new AtomicInteger();
  private final AtomicInteger stormsLeft = new AtomicInteger();
  private final Lane there = new Lane();
  private final Lane back = new Lane();
  private volatile boolean cut;

  /**
   * Opens a wire.
   *
   * @param exit the port that it leads to, asked at each connection
   */
  public Wire(IntSupplier exit) throws IOException {
    this.exit = exit;
    entry.setReceiveBufferSize(SOCKET_BUFFER);
    entry.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::accept);
  }

  /** Where to dial. */
  public InetSocketAddress entry() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), entry.getLocalPort());
  }

  /** How many bytes have gone forward. */
  public long carried() {
    return there.bytes();
  }

  /** How many updates have gone forward: lines that begin with AT. */
  public long updates() {
    return there.updates();
  }

  /** How many times the wire was dialled. */
  public int dials() {
    return dials.get();
  }

  /** Breaks what goes over the wire, and lets nothing through until it is healed. */
  public void cut() {
    cut = true;
    connections.forEach(Connection::close);
  }

  /**
   * Carries nothing more, and tells nobody: connections stay open, and a dial is taken and leads
   * nowhere. When the wire is healed, all that waits goes on, as TCP would send it again.
   */
  public void blackHole() {
    blackHoleThere();
    blackHoleBack();
  }

  /** As {@link #blackHole}, for what the side that dials sends; what it is sent still arrives. */
  public void blackHoleThere() {
    there.block();
  }

  /** As {@link #blackHole}, for what the side that dials is sent; what it sends still arrives. */
  public void blackHoleBack() {
    back.block();
  }

  /** Drops what goes over the wire, with a TCP reset to both sides; the next dial is as usual. */
  public void reset() {
    connections.forEach(Connection::reset);
  }

  /** Resets what goes over the wire, and each of the next dials after some bytes. */
  public void resetStorm(int dials) {
    stormsLeft.set(dials);
    reset();
  }

  /** Whether a storm has passed, or there was none. */
  public boolean isCalm() {
    return stormsLeft.get() <= 0;
  }

  /** Lets each piece that is read wait this long, in both directions, before it goes on. */
  public void delay(Duration delay) {
    there.delay(delay);
    back.delay(delay);
  }

  /** Lets no more through, in each direction. */
  public void bandwidth(int bytesPerSecond) {
    there.bandwidth(bytesPerSecond);
    back.bandwidth(bytesPerSecond);
  }

  /** Cuts and heals in turn, this many times; ends healed. Returns at once. */
  public Thread flap(Duration whole, Duration broken, int times) {
    return Thread.ofVirtual()
        .start(
            () -> {
              for (var i = 0; i < times; i++) {
                LockSupport.parkNanos(whole.toNanos());
                cut();
                LockSupport.parkNanos(broken.toNanos());
                splice();
              }
            });
  }

  /** Undoes a cut, and nothing else. */
  public void splice() {
    cut = false;
  }

  /** Ends whatever was wrong with the wire. */
  public void heal() {
    splice();
    stormsLeft.set(0);
    there.heal();
    back.heal();
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        var from = entry.accept();
        dials.incrementAndGet();
        Thread.ofVirtual().start(() -> forward(from));
      } catch (IOException e) {
        // the dialler went away: the next one may fare better
      }
    }
  }

  private void forward(Socket from) {
    var storm = stormsLeft.getAndUpdate(left -> Math.max(0, left - 1));
    var connection = new Connection(from, storm > 0 ? storm * 47L % STORM_BYTES : Long.MAX_VALUE);
    connections.add(connection);
    try {
      there.awaitOpen();
      if (!cut) {
        connection.open();
        var answers = Thread.ofVirtual().start(() -> connection.carry(Way.BACK));
        connection.carry(Way.THERE);
        answers.join();
      }
    } catch (IOException e) {
      // nobody at the exit: the dialler learns it by the close
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a wire", e);
    } finally {
      connection.close();
      connections.remove(connection);
    }
  }

  @Override
  public void close() throws IOException {
    entry.close();
    heal();
    cut();
  }

  private Lane lane(Way way) {
    return way == Way.THERE ? there : back;
  }

  private enum Way {
    THERE,
    BACK;

    Way opposite() {
      return this == THERE ? BACK : THERE;
    }
  }

  private interface End {
    void of(Socket socket) throws IOException;
  }

  /** Reading failed, not writing. */
  private static final class SourceGoneException extends Exception {}

  /** A dialled connection, and the one that continues it. */
  private final class Connection {
    private final Socket from;
    private final Socket to = new Socket();
    private final AtomicLong bytesUntilReset;

    Connection(Socket from, long bytesUntilReset) {
      this.from = from;
      this.bytesUntilReset = new AtomicLong(bytesUntilReset);
    }

    void open() throws IOException {
      to.setReceiveBufferSize(SOCKET_BUFFER);
      to.setTcpNoDelay(true);
      from.setTcpNoDelay(true);
      to.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), exit.getAsInt()));
    }

    /** Copies one direction up to the end of either side. */
    void carry(Way way) {
      var source = way == Way.THERE ? from : to;
      var target = way == Way.THERE ? to : from;
      try {
        copy(source, target, lane(way));
        end(lane(way), target, Socket::shutdownOutput);
      } catch (SourceGoneException e) {
        end(lane(way), target, Socket::close);
      } catch (IOException e) {
        end(lane(way.opposite()), source, Socket::close);
      }
    }

    private void copy(Socket source, Socket target, Lane lane)
        throws SourceGoneException, IOException {
      lane.beginLine();
      for (var piece = read(source, lane); piece.length > 0 && !cut; piece = read(source, lane)) {
        lane.pass(piece, target.getOutputStream());
        if (bytesUntilReset.addAndGet(-piece.length) < 0) {
          reset();
        }
      }
    }

    private static byte[] read(Socket source, Lane lane) throws SourceGoneException {
      try {
        var piece = new byte[lane.pieceBytes()];
        return Arrays.copyOf(piece, Math.max(0, source.getInputStream().read(piece)));
      } catch (IOException e) {
        throw new SourceGoneException();
      }
    }

    /** Tells a socket that the other one is gone: news that travels as everything else does. */
    private static void end(Lane lane, Socket told, End end) {
      try {
        lane.awaitOpen();
        end.of(told);
      } catch (IOException e) {
        // gone as well
      }
    }

    void reset() {
      try {
        from.setSoLinger(true, 0);
        to.setSoLinger(true, 0);
      } catch (IOException e) {
        // closed already
      }
      close();
    }

    void close() {
      try (from) {
        to.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
