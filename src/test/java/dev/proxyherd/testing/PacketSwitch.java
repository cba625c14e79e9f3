package dev.proxyherd.testing;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A network in user space: carries IP packets between devices, and loses, delays and reorders them
 * on the way by a seed. What is above the packets is the kernel's own TCP.
 */
final class PacketSwitch implements AutoCloseable {
  /** Where the last byte of the source stands in an IPv4 header, and of the destination. */
  private static final int SOURCE = 15;

  private static final int DESTINATION = 19;
  private static final int IP_VERSION_4 = 4;
  private static final long QUEUE_NANOS = Duration.ofMillis(300).toNanos();
  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private final Map<Integer, Tun> ports;
  private final List<Tun> tuns;
  private final Random random;
  private final Map<Integer, Weather> weather = new ConcurrentHashMap<>();
  private final PriorityQueue<Packet> onTheWay =
      new PriorityQueue<>(Comparator.comparingLong(packet -> packet.due));
  private final Map<Integer, Long> busyUntil = new HashMap<>();
  private final AtomicLong lost = new AtomicLong();
  private final long begin = System.nanoTime();
  private final Thread thread;
  private volatile boolean running = true;

  /**
   * How packets fare on one way.
   *
   * @param loss the share that is lost, 0 to 1
   * @param delay how long each takes at least
   * @param jitter how much longer it may take: more than packets are apart, and they overtake
   * @param bytesPerSecond how much gets through; what would have to queue for too long is lost
   */
  record Weather(double loss, Duration delay, Duration jitter, int bytesPerSecond) {
    static final Weather FINE = new Weather(0, Duration.ZERO, Duration.ZERO, Integer.MAX_VALUE);

    Weather losing(double share) {
      return new Weather(share, delay, jitter, bytesPerSecond);
    }

    /** Each packet takes from this to twice this long. */
    Weather shuffling(Duration time) {
      return new Weather(loss, time, time, bytesPerSecond);
    }

    Weather carrying(int bytesASecond) {
      return new Weather(loss, delay, jitter, bytesASecond);
    }
  }

  /** A packet that has still to arrive; compared by identity. */
  private static final class Packet {
    private final long due;
    private final byte[] bytes;

    Packet(long due, byte[] bytes) {
      this.due = due;
      this.bytes = bytes;
    }
  }

  /**
   * Begins to carry.
   *
   * @param ports devices by the last byte of their address
   */
  PacketSwitch(Map<Integer, Tun> ports, Random random) {
    this.ports = Map.copyOf(ports);
    this.tuns = List.copyOf(ports.values());
    this.random = random;
    this.thread = Thread.ofPlatform().name("packet-switch").start(this::run);
  }

  /** Changes how packets fare from one host to another, named by the last bytes of addresses. */
  void weather(int from, int to, Weather now) {
    weather.put(way(from, to), now);
  }

  /** How many packets have been lost. */
  long lost() {
    return lost.get();
  }

  /** Nanoseconds since the begin: never negative. */
  private long now() {
    return System.nanoTime() - begin;
  }

  private static int way(int from, int to) {
    return from << 8 | to;
  }

  private void run() {
    while (running) {
      Tun.await(tuns, untilNextIsDue());
      for (var tun : tuns) {
        for (var bytes = tun.read(); bytes != null; bytes = tun.read()) {
          take(bytes);
        }
      }
      deliver();
    }
  }

  private Duration untilNextIsDue() {
    var next = onTheWay.peek();
    if (next == null) {
      return LONGEST_WAIT;
    }
    // Rounded up, since a wait is in milliseconds and would otherwise spin through the last one.
    var nanos = Math.max(0, next.due - now()) + TimeUnit.MILLISECONDS.toNanos(1) - 1;
    return Duration.ofNanos(Math.min(nanos, LONGEST_WAIT.toNanos()));
  }

  private void take(byte[] bytes) {
    if (bytes.length <= DESTINATION || bytes[0] >> 4 != IP_VERSION_4) {
      return;
    }
    var way = way(Byte.toUnsignedInt(bytes[SOURCE]), Byte.toUnsignedInt(bytes[DESTINATION]));
    var now = weather.getOrDefault(way, Weather.FINE);
    var sent = sent(way, bytes.length, now.bytesPerSecond());
    if (sent < 0 || random.nextDouble() < now.loss()) {
      lost.incrementAndGet();
      return;
    }
    var jitter = (long) (random.nextDouble() * now.jitter().toNanos());
    onTheWay.add(new Packet(sent + now.delay().toNanos() + jitter, bytes));
  }

  /** When a packet has gone out behind those before it; negative where it finds the queue full. */
  private long sent(int way, int bytes, int bytesPerSecond) {
    var now = now();
    var begins = Math.max(now, busyUntil.getOrDefault(way, 0L));
    if (begins - now > QUEUE_NANOS) {
      return -1;
    }
    var ends = begins + TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
    busyUntil.put(way, ends);
    return ends;
  }

  private void deliver() {
    var now = now();
    for (var next = onTheWay.peek(); next != null && next.due <= now; next = onTheWay.peek()) {
      onTheWay.remove();
      var port = port(next.bytes);
      if (port != null) {
        port.write(next.bytes);
      }
    }
  }

  private @Nullable Tun port(byte[] bytes) {
    return ports.get(Byte.toUnsignedInt(bytes[DESTINATION]));
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    tuns.forEach(Tun::close);
  }
}
