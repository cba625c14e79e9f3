package dev.proxyherd.bench;

import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.testing.TestMember;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A member against plain sockets, in turns, in one run: {@code mvn test -Dtest=CommandPathBench
 * -Dherd.bench=SECONDS}, the seconds of one turn. Every reply is checked. The member has its wire
 * log and its store on disk, as members have; {@code -Dherd.bench.store=memory} for one without.
 */
@EnabledIfSystemProperty(named = "herd.bench", matches = "\\d+", disabledReason = "a benchmark")
class CommandPathBench {
  private static final int ROUNDS = 5;
  private static final int CONNECTIONS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void memberAgainstPlainSockets() throws Exception {
    var time = Duration.ofSeconds(Integer.getInteger("herd.bench", 1));
    var nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    try (var member =
            TestMember.start(
                "Goloman",
                List.of(),
                _ -> nowhere,
                Map.of(
                    "herd.wire-log.enabled", "true",
                    "herd.wire-log.file", folder.resolve("wire.log").toString(),
                    "herd.store.type", System.getProperty("herd.bench.store", "disk"),
                    "herd.store.folder", folder.resolve("store").toString()));
        var plain =
            new PlainSocketServer(new RecordStore(InstantSource.system(), new MemoryJournal()))) {
      for (var inFlight : new int[] {1, 16}) {
        run("warm-up", member.clientPort(), inFlight, time);
        run("warm-up", plain.port(), inFlight, time);
        var ratios = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
          var ours = run("member", member.clientPort(), inFlight, time);
          var theirs = run("plain", plain.port(), inFlight, time);
          ratios[round] = ours / theirs;
        }
        Arrays.sort(ratios);
        System.out.printf(
            "%d connections, %d in flight: member / plain sockets = %.2f (%.2f to %.2f)%n",
            CONNECTIONS, inFlight, ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
      }
    }
  }

  private static double run(String name, int port, int inFlight, Duration time) {
    var settings = Loads.settings(CONNECTIONS, inFlight, 0, CONNECTIONS);
    var server = new Target(name, Loads.address(port), false);
    var all = Loads.run(Loads.lasting(settings, time, PATIENCE), server).all();
    System.out.printf(
        "  %-8s %2d in flight  %,10.0f replies/s  %,d in all%n",
        name, inFlight, all.perSecond(), all.answered());
    return all.perSecond();
  }
}
