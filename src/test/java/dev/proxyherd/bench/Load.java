package dev.proxyherd.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections that each keep a number of IAMATs in flight, and check every reply: in order, to the
 * byte, but for the server's name and the time difference.
 */
final class Load {
  private static final AtomicLong RUNS = new AtomicLong();

  private final int port;
  private final int connections;
  private final int inFlight;
  private final long run = RUNS.incrementAndGet();
  private final AtomicLong replies = new AtomicLong();

  Load(int port, int connections, int inFlight) {
    this.port = port;
    this.connections = connections;
    this.inFlight = inFlight;
  }

  /**
   * Runs for a time.
   *
   * @return how many replies came, each of them right
   * @throws AssertionError for the first that was not
   */
  long run(Duration time) throws Exception {
    var end = System.nanoTime() + time.toNanos();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      var all = new ArrayList<Callable<Void>>();
      for (var i = 0; i < connections; i++) {
        var client = "load" + run + "." + i;
        all.add(
            () -> {
              drive(client, end);
              return null;
            });
      }
      for (var done : threads.invokeAll(all)) {
        done.get();
      }
    }
    return replies.get();
  }

  private void drive(String client, long end) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      var line = new byte[256];
      for (var turn = 0L; System.nanoTime() < end; turn++) {
        var commands = new StringBuilder();
        for (var i = 0; i < inFlight; i++) {
          commands.append("IAMAT ").append(report(client, turn * inFlight + i)).append('\n');
        }
        socket.getOutputStream().write(commands.toString().getBytes(StandardCharsets.US_ASCII));
        for (var i = 0; i < inFlight; i++) {
          check(line, read(in, line), report(client, turn * inFlight + i));
        }
        replies.addAndGet(inFlight);
      }
    }
  }

  private static String report(String client, long number) {
    return client + " +34.068930-118.445127 " + (1_500_000_000L + number) + ".918963997";
  }

  private static int read(BufferedInputStream in, byte[] line) throws IOException {
    var length = 0;
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new AssertionError(
            "closed after " + new String(line, 0, length, StandardCharsets.UTF_8));
      }
      line[length++] = (byte) next;
    }
    return length;
  }

  private static void check(byte[] line, int length, String report) {
    var expected = report.getBytes(StandardCharsets.US_ASCII);
    var start = length - expected.length;
    if (line[0] != 'A'
        || line[1] != 'T'
        || start < 1
        || line[start - 1] != ' '
        || !Arrays.equals(line, start, length, expected, 0, expected.length)) {
      throw new AssertionError(
          "expected " + report + ", got " + new String(line, 0, length, StandardCharsets.UTF_8));
    }
  }
}
