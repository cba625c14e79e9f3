package dev.proxyherd.bench;

import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.MemberProcess;
import dev.proxyherd.testing.MemberSetup;
import dev.proxyherd.testing.ProcessHerd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What many clients cost a member, and what it takes to come back with them: {@code mvn test
 * -Dtest=MillionClientsBench -Dherd.bench=CLIENTS}. Two members in processes as they are deployed,
 * with their stores on disk; the wires between them go through this process, and count what they
 * carry.
 */
@EnabledIfSystemProperty(named = "herd.bench", matches = "\\d+", disabledReason = "a benchmark")
class MillionClientsBench {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int PIPELINE = 1000;
  private static final int START = 1_700_000_000;
  private static final double KIBIBYTES = 1024;

  @TempDir Path folder;

  private int rounds;

  @Test
  void comesBackWithAllOfThem() throws Exception {
    var clients = Integer.getInteger("herd.bench", 1_000_000);
    try (var herd = ProcessHerd.of(folder, MillionClientsBench::deployed, "Ada-Bob")) {
      herd.startAll();
      var empty = herd.member("Bob").footprint().residentKibibytes();
      herd.kill("Bob");
      startAgain(herd, "an empty member");

      var begun = System.nanoTime();
      report(herd.member("Ada"), clients);
      agree(herd);
      row("all told to Ada and known to Bob", begun, herd.wire("Ada", "Bob").updates());
      memory(herd, empty, "after that");
      System.out.printf("|   files of Bob's store | %.0f MB | |%n", bytes(herd.store("Bob")) / 1e6);

      herd.kill("Bob");
      startAgain(herd, "killed, nothing missed");
      memory(herd, empty, "after that");

      herd.kill("Bob");
      report(herd.member("Ada"), clients / 10);
      startAgain(herd, "killed, a tenth of the clients moved");

      herd.kill("Bob");
      herd.emptyStore("Bob");
      startAgain(herd, "killed, its disk gone");
      memory(herd, empty, "after that");
    }
  }

  private static MemberSetup deployed(MemberSetup setup) {
    return setup.asDeployed().with("herd.peers.timeout", "10s");
  }

  /** Each client is told once, at a later time than in the round before. */
  private void report(MemberProcess member, int clients) {
    var time = START + ++rounds;
    try (var connection = LineSocket.connect(member.clientPort())) {
      for (var first = 0; first < clients; first += PIPELINE) {
        var lines = new StringBuilder();
        for (var i = first; i < first + PIPELINE; i++) {
          lines.append("IAMAT vehicle%07d.example +34.068930-118.445127 ".formatted(i));
          lines.append(time).append(".918963997\n");
        }
        connection.send(lines.toString());
        for (var i = 0; i < PIPELINE; i++) {
          connection.readLineBytes();
        }
      }
    }
  }

  private static void startAgain(ProcessHerd herd, String what) {
    var before = herd.wire("Ada", "Bob").updates();
    var begun = System.nanoTime();
    herd.start("Bob");
    row(what + ": start to ready", begun, herd.wire("Ada", "Bob").updates() - before);
    agree(herd);
    row(what + ": start to agreement", begun, herd.wire("Ada", "Bob").updates() - before);
    System.out.printf("|   sent back to Ada | | %,d |%n", herd.wire("Bob", "Ada").updates());
  }

  private static void agree(ProcessHerd herd) {
    await()
        .atMost(LONG)
        .pollInterval(LOOK)
        .until(
            () ->
                herd.member("Ada").status().digest().equals(herd.member("Bob").status().digest()));
  }

  private static void row(String what, long begun, long updates) {
    System.out.printf("| %s | %.1f s | %,d |%n", what, (System.nanoTime() - begun) / 1e9, updates);
  }

  private static void memory(ProcessHerd herd, int empty, String when) {
    var more = herd.member("Bob").footprint().residentKibibytes() - empty;
    System.out.printf(
        "|   resident memory of Bob %s | %.0f MB more than %.0f MB empty | |%n",
        when, more / KIBIBYTES, empty / KIBIBYTES);
  }

  private static long bytes(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".so"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
