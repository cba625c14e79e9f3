package dev.proxyherd.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a herd owes its clients, whatever befell it: every acknowledged update, or a newer one, at
 * every member; the same at all of them; and no process that has grown, or complained.
 */
public final class Oracle {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** How much a process may grow from when it was ready: heap that was not used yet, and code. */
  private static final int MORE_KIBIBYTES = 200 * 1024;

  /** Clients that were heard of long ago come back, but not at once. */
  private static final int CLIENT_SETS = 3;

  private static final int MORE_THREADS = 40;
  private static final int MORE_DESCRIPTORS = 40;

  private final Supplier<List<MemberProcess>> running;
  private final Supplier<List<MemberProcess>> everStarted;
  private final List<Reporters> reporters = new ArrayList<>();

  private Oracle(Supplier<List<MemberProcess>> running, Supplier<List<MemberProcess>> everStarted) {
    this.running = running;
    this.everStarted = everStarted;
  }

  public static Oracle of(ProcessHerd herd) {
    return of(herd::members, herd::everStarted);
  }

  /**
   * An oracle of any herd.
   *
   * @param running those that have to know everything
   * @param everStarted all whose logs count
   */
  public static Oracle of(
      Supplier<List<MemberProcess>> running, Supplier<List<MemberProcess>> everStarted) {
    return new Oracle(running, everStarted);
  }

  /**
   * Lets clients report from now on; whatever is acknowledged to them counts. One set at a time.
   */
  public Reporters reporters(Random random) {
    var more = Reporters.start(running, "client" + reporters.size() % CLIENT_SETS, random);
    reporters.add(more);
    return more;
  }

  /** All that is owed. To be asked when reporters have stopped and faults have ended. */
  public void isContent() {
    eventuallyAllIsEverywhere();
    nobodyHasGrown();
    nobodyHasComplained();
  }

  /** Every acknowledged update, or a newer one, at every member, and the same at all. */
  public void eventuallyAllIsEverywhere() {
    var owed = new TreeMap<String, Reporters.Report>();
    reporters.forEach(each -> owed.putAll(each.acknowledged()));
    assertThat(owed).as("acknowledged updates").isNotEmpty();
    await()
        .atMost(SOON)
        .pollInterval(PAUSE)
        .ignoreException(UncheckedIOException.class)
        .untilAsserted(() -> check(owed));
  }

  private void check(Map<String, Reporters.Report> owed) {
    Map<String, String> first = Map.of();
    for (var member : running.get()) {
      var held = held(member, owed.keySet().stream().toList());
      owed.forEach((client, report) -> check(member.name(), held.getOrDefault(client, ""), report));
      if (!first.isEmpty()) {
        assertThat(held).as("records of " + member.name()).isEqualTo(first);
      }
      first = held;
    }
    assertThat(running.get().stream().map(member -> member.status().digest()).distinct())
        .as("digests")
        .hasSize(1);
  }

  private static void check(String member, String held, Reporters.Report owed) {
    var fields = held.split(" ", -1);
    assertThat(fields).as("%s of %s", member, owed.line()).hasSize(6);
    var time = Long.parseLong(fields[5].replace(".", ""));
    assertThat(time)
        .as("time of %s at %s, for %s", held, member, owed.line())
        .isGreaterThanOrEqualTo(owed.time());
    assertThat(fields[4]).as("location of " + held).isEqualTo(Reporters.location(time));
    if (time == owed.time()) {
      assertThat(held).as("at " + member).isEqualTo(owed.line());
    }
  }

  /** What a member answers about each client: its AT line, or whatever it says instead. */
  private static Map<String, String> held(MemberProcess member, List<String> clients) {
    var held = new HashMap<String, String>();
    try (var connection = LineSocket.connect(member.clientAddress(), PATIENCE)) {
      clients.forEach(client -> connection.sendLine("WHATSAT " + client + " 1 1"));
      for (var client : clients) {
        var answer = connection.readLine();
        if (answer.startsWith("AT ")) {
          connection.readPlaces();
        }
        held.put(client, answer);
      }
    }
    return held;
  }

  /** No process has come to hold much more memory, threads or files than when it was ready. */
  public void nobodyHasGrown() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              for (var member : running.get()) {
                var before = member.firstFootprint();
                var now = member.footprint();
                assertThat(now)
                    .as("%s, which had %s when it was ready", member.name(), before)
                    .matches(it -> it.threads() <= before.threads() + MORE_THREADS, "threads")
                    .matches(
                        it -> it.descriptors() <= before.descriptors() + MORE_DESCRIPTORS,
                        "descriptors")
                    .matches(
                        it -> it.residentKibibytes() <= before.residentKibibytes() + MORE_KIBIBYTES,
                        "resident");
              }
            });
  }

  /** No log has a stack trace or an error in it. */
  public void nobodyHasComplained() {
    for (var member : everStarted.get()) {
      assertThat(member.log())
          .as("log of " + member.name())
          .doesNotContain("\tat ")
          .doesNotContain(" ERROR ");
    }
  }
}
