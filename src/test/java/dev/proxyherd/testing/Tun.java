package dev.proxyherd.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network device of Linux whose other end is this process: what is sent to it is read here, as IP
 * packets, and what is written here arrives from it. Needs root.
 *
 * <p>All of them are for one thread.
 */
final class Tun implements AutoCloseable {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPEN =
      function("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle IOCTL =
      function("ioctl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle READ =
      function("read", 0, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      function("write", 0, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle POLL =
      function("poll", 0, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", 0, FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final long TUNSETIFF = 0x400454caL;
  private static final short IFF_TUN = 0x0001;
  private static final short IFF_NO_PI = 0x1000;
  private static final short POLLIN = 1;

  /** Of {@code struct ifreq}: the name, the flags behind it, and its whole size. */
  private static final int IFR_FLAGS = 16;

  private static final int IFR_SIZE = 40;

  /** Of {@code struct pollfd}: the descriptor, what is asked for, and what there is. */
  private static final int POLL_EVENTS = 4;

  private static final int POLL_SIZE = 8;
  private static final int MAX_PACKET = 64 * 1024;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(MAX_PACKET);
  private final int descriptor;

  private Tun(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Makes a device, which is gone when it is closed.
   *
   * @param name at most 15 characters
   */
  static Tun open(String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var descriptor =
          (int) OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), O_RDWR | O_NONBLOCK);
      if (descriptor < 0) {
        throw new IOException("cannot open /dev/net/tun");
      }
      var request = arena.allocate(IFR_SIZE, JAVA_LONG.byteAlignment());
      request.asSlice(0, IFR_FLAGS - 1).copyFrom(MemorySegment.ofArray(name.getBytes(UTF_8)));
      request.set(JAVA_SHORT, IFR_FLAGS, (short) (IFF_TUN | IFF_NO_PI));
      var tun = new Tun(descriptor);
      if ((int) IOCTL.invokeExact(descriptor, TUNSETIFF, request) < 0) {
        tun.close();
        throw new IOException("cannot make the device " + name);
      }
      return tun;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until one of them has a packet, or the time is over. */
  static void await(List<Tun> tuns, Duration atMost) {
    try (var arena = Arena.ofConfined()) {
      var all = arena.allocate((long) POLL_SIZE * tuns.size(), JAVA_INT.byteAlignment());
      for (var i = 0; i < tuns.size(); i++) {
        all.set(JAVA_INT, (long) POLL_SIZE * i, tuns.get(i).descriptor);
        all.set(JAVA_SHORT, (long) POLL_SIZE * i + POLL_EVENTS, POLLIN);
      }
      var ready = (int) POLL.invokeExact(all, (long) tuns.size(), (int) atMost.toMillis());
      assert ready <= tuns.size();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** The next packet; null where there is none now. */
  byte @Nullable [] read() {
    try {
      var length = (long) READ.invokeExact(descriptor, buffer, (long) MAX_PACKET);
      return length <= 0 ? null : buffer.asSlice(0, length).toArray(JAVA_BYTE);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Lets a packet arrive; one that the device does not take is lost. */
  void write(byte[] packet) {
    try {
      MemorySegment.copy(packet, 0, buffer, JAVA_BYTE, 0, packet.length);
      var length = (long) WRITE.invokeExact(descriptor, buffer, (long) packet.length);
      assert length <= packet.length;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      var status = (int) CLOSE.invokeExact(descriptor);
      assert status == 0;
      arena.close();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted") // that is why it is here
  private static MethodHandle function(String name, int fixedArguments, FunctionDescriptor type) {
    var options =
        fixedArguments == 0
            ? new Linker.Option[0]
            : new Linker.Option[] {Linker.Option.firstVariadicArg(fixedArguments)};
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
  }
}
