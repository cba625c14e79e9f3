package dev.proxyherd.http;

import dev.proxyherd.testing.LineSocket;
import java.time.Instant;
import java.util.Random;

/** Clients that wander about a part of the world, for the map to have something to show. */
final class MapShow {
  private static final long SEED = 7;

  private final WebMember member;
  private final Random random = new Random(SEED);
  private final double[] latitudes;
  private final double[] longitudes;
  private final double[] headings;
  private final double step;

  /**
   * @param step how many degrees a client goes at a time
   */
  MapShow(WebMember member, int clients, double[] southWest, double[] northEast, double step) {
    this.member = member;
    this.step = step;
    latitudes = random.doubles(clients, southWest[0], northEast[0]).toArray();
    longitudes = random.doubles(clients, southWest[1], northEast[1]).toArray();
    headings = random.doubles(clients, 0, 2 * Math.PI).toArray();
  }

  /** All of them go one step, and say so in lines. */
  void step() {
    member.clock().set(Instant.now());
    var now = System.currentTimeMillis();
    var lines = new StringBuilder();
    for (var client = 0; client < headings.length; client++) {
      headings[client] += random.nextGaussian(0, 0.35);
      latitudes[client] += step * Math.sin(headings[client]);
      longitudes[client] += step * Math.cos(headings[client]);
      lines.append(
          "IAMAT bus-%d %+.5f%+.5f %d.%03d%n"
              .formatted(client, latitudes[client], longitudes[client], now / 1000, now % 1000));
    }
    var _ = LineSocket.exchange(member.clientPort(), lines.toString());
  }
}
