package dev.proxyherd.bench;

import dev.proxyherd.testing.FakeServer;
import dev.proxyherd.testing.TestMember;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Short runs. */
final class Loads {
  private Loads() {}

  /** As fast as it goes, for a moment. */
  static Settings settings(int connections, int inFlight, int whatsAtPercent, int clients) {
    return settings(connections, inFlight, whatsAtPercent, clients, 0, 1);
  }

  static Settings settings(
      int connections, int inFlight, int whatsAtPercent, int clients, long perSecond, int threads) {
    return new Settings(
        connections,
        inFlight,
        whatsAtPercent,
        clients,
        Duration.ZERO,
        Duration.ofMillis(300),
        perSecond,
        Duration.ofSeconds(30),
        threads,
        "bench");
  }

  /** The same, with less patience, for longer. */
  static Settings lasting(Settings settings, Duration time, Duration timeout) {
    return new Settings(
        settings.connections(),
        settings.inFlight(),
        settings.whatsAtPercent(),
        settings.clients(),
        Duration.ZERO,
        time,
        settings.perSecond(),
        timeout,
        settings.threads(),
        settings.prefix());
  }

  static Target target(TestMember member) {
    return new Target(member.name(), address(member.clientPort()), true);
  }

  static Target target(FakeServer server) {
    return new Target("the fake", address(server.port()), false);
  }

  static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  static LoadResult run(Settings settings, Target... targets) {
    var self = new Watched("the test", LocalProcess.self());
    try (var load = Load.onMembers(settings, List.of(targets), List.of(self), _ -> {})) {
      return load.measure();
    }
  }
}
