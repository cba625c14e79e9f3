package dev.proxyherd.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.MemberProcess;
import dev.proxyherd.testing.Oracle;
import dev.proxyherd.testing.ProcessHerd;
import dev.proxyherd.testing.Seeds;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that run out of files, and clients that would have them run out of memory. */
@BesideOthers
class ExhaustionTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** How many files a member may open: few more than it has when it is ready. */
  private static final int FILES = 300;

  @TempDir private static Path folder;

  private static final Random random = Seeds.random();
  private static @SuppressWarnings("NullAway.Init") ProcessHerd herd;
  private static @SuppressWarnings("NullAway.Init") MemberProcess poor;
  private static @SuppressWarnings("NullAway.Init") Oracle oracle;

  @BeforeAll
  static void start() throws Exception {
    herd = ProcessHerd.of(folder, "Rich-Poor");
    herd.start(herd.setup("Poor").behind("prlimit", "--nofile=" + FILES));
    herd.start(herd.setup("Rich").with("herd.client.write-timeout", "1s"));
    herd.eventuallyLinked();
    poor = herd.member("Poor");
    oracle = Oracle.of(herd);
  }

  @AfterAll
  static void stop() throws Exception {
    herd.close();
  }

  @AfterEach
  void theHerdIsAsBefore() {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(100);
    }
    herd.eventuallyLinked();
    oracle.isContent();
  }

  @Test
  void aMemberHasNoMoreFilesToOpen() {
    var clients = new ArrayList<LineSocket>();
    var first = LineSocket.connect(poor.clientPort());
    first.ask("IAMAT first +1+1 1");
    for (var i = 0; i < FILES; i++) {
      clients.add(LineSocket.connect(poor.clientPort()));
    }
    await().atMost(SOON).until(() -> poor.log().contains("Cannot accept connections on port"));
    clients.add(LineSocket.connect(poor.httpAddress().getPort()));
    herd.cut("Rich", "Poor");
    herd.eventuallyDown("Rich", "Poor");
    herd.heal("Rich", "Poor");
    assertThat(first.ask("IAMAT first +2+2 2")).startsWith("AT Poor");

    clients.forEach(LineSocket::close);
    herd.eventuallyLinked();
    assertThat(herd.say("Poor", "IAMAT next +1+1 1\n")).startsWith("AT Poor");
    first.close();
    assertThat(poor.log().lines().filter(line -> line.contains("Cannot accept connections")))
        .as("lines of the log: one a port, however often it tried")
        .hasSizeBetween(1, 2);
  }

  @Test
  void manyClientsNeverRead() {
    herd.report("Rich", "city", "+34.068930-118.445127", "1");
    var deaf = new ArrayList<LineSocket>();
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < 50; i++) {
      // Most of them ask for what is cheap to answer: it is the answers that pile up.
      var question = i % 10 == 0 ? "WHATSAT city 50 20" : "x".repeat(10_000);
      var client = LineSocket.connect(herd.member("Rich").clientPort(), 4096);
      deaf.add(client);
      threads.add(Thread.ofVirtual().start(() -> ask(client, question)));
    }
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
      join(threads);
      reporters.awaitMore(100);
    }
    deaf.forEach(LineSocket::close);
  }

  /** Until the member has had enough. */
  private static void ask(LineSocket client, String question) {
    var questions = (question + "\n").repeat(100).getBytes(UTF_8);
    try {
      while (true) {
        client.send(questions);
      }
    } catch (UncheckedIOException e) {
      // closed
    }
  }

  private static void join(List<Thread> threads) {
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
