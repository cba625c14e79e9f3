package dev.proxyherd.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.testing.RedisServer;
import dev.proxyherd.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket's feed, and what goes out of it. */
class FeedFunctionsTest {
  private static final long NANOS = 1_000_000_000;
  private static final String BUCKET = "herd:Goloman:0";

  private static RedisServer server;
  private static FunctionCalls functions;

  private final Random random = Seeds.random();

  @BeforeAll
  static void start() {
    server = RedisServer.startWithAllSlots();
    functions = FunctionCalls.on(server);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void forget() {
    server.flush();
  }

  @Test
  void anEmptyBucketHasNothingToRead() {
    var page = functions.read(BUCKET, 0, 10);
    assertThat(page.last()).isZero();
    assertThat(page.tally().records()).isZero();
    assertThat(page.changes()).isEmpty();
    assertThat(page.time()).isPositive();
    assertThat(functions.sweep(BUCKET, Functions.START, 10, NANOS, NANOS).isLast()).isTrue();
    assertThat(functions.offer(BUCKET, List.of().toArray(Candidate[]::new)).outcomes()).isEmpty();
  }

  @Test
  void aReaderGetsEveryChangeInOrderWhileItReads() {
    var newest = new HashMap<ByteString, ClientLocation>();
    var read = new HashMap<ByteString, ClientLocation>();
    var place = 0L;
    for (var round = 0; round < 200; round++) {
      var page = functions.read(BUCKET, place, 7);
      for (var change : page.changes()) {
        assertThat(change.number()).isGreaterThan(place);
        place = change.number();
        read.put(change.held().location().client(), change.held().location());
      }
      var location = location(random.nextInt(50), round, random.nextInt(5) == 0);
      var offered = functions.offer(BUCKET, new Candidate(location, "Hands", false, false));
      assertThat(offered.outcomes()).containsExactly(Outcome.NEWER);
      assertThat(offered.first()).isGreaterThan(place).isGreaterThanOrEqualTo(page.time());
      newest.put(location.client(), location);
    }
    for (var change : functions.readAll(BUCKET, place, 7)) {
      read.put(change.held().location().client(), change.held().location());
    }
    assertThat(read).isEqualTo(newest);
  }

  @Test
  void pagesHaveEveryClientOnce() {
    fill(500);
    var changes = functions.readAll(BUCKET, 0, 13);
    assertThat(changes)
        .hasSize(500)
        .isSortedAccordingTo((one, other) -> Long.compare(one.number(), other.number()));
    assertThat(changes.stream().map(change -> change.held().location().client()))
        .doesNotHaveDuplicates();
    assertThat(changes.getLast().number()).isEqualTo(functions.read(BUCKET, 0, 0).last());
    assertThat(functions.read(BUCKET, 0, 0).changes()).isEmpty();
  }

  /** Enough records for the engine not to keep them in one piece, so that a sweep takes steps. */
  @Test
  void aSweepDropsWhatIsBeforeItsBounds() {
    var model = fill(1000);
    var locations = 400 * NANOS + 1;
    var forgotten = 700 * NANOS;
    var last = functions.read(BUCKET, 0, 0).last();
    var kept = new ArrayList<ClientLocation>();
    for (var location : model.values()) {
      if (location.timeNanos() >= (location.isForgotten() ? forgotten : locations)) {
        kept.add(location);
      }
    }
    var steps = 1;
    var swept = functions.sweep(BUCKET, Functions.START, 50, locations, forgotten);
    var dropped = swept.dropped();
    for (; !swept.isLast(); steps++) {
      swept = functions.sweep(BUCKET, swept.cursor(), 50, locations, forgotten);
      dropped += swept.dropped();
    }
    assertThat(steps).isGreaterThan(5);
    assertThat(dropped).isEqualTo(1000 - kept.size());
    assertThat(functions.readAll(BUCKET, 0, 100).stream().map(change -> change.held().location()))
        .containsExactlyInAnyOrderElementsOf(kept);
    assertThat(functions.commands().hlen(FunctionCalls.records(BUCKET))).isEqualTo(kept.size() + 1);
    var page = functions.read(BUCKET, 0, 0);
    assertThat(page.last()).isEqualTo(last);
    assertThat(page.tally()).isEqualTo(swept.tally());
    var hashOfLocations = 0L;
    var hashOfForgotten = 0L;
    for (var location : kept) {
      hashOfLocations += location.isForgotten() ? 0 : location.recordHash();
      hashOfForgotten += location.isForgotten() ? location.recordHash() : 0;
    }
    assertThat(page.tally().records()).isEqualTo(kept.size());
    assertThat(page.tally().hash()).isEqualTo(hashOfLocations);
    assertThat(page.tally().forgottenHash()).isEqualTo(hashOfForgotten);
    var nothing = functions.sweep(BUCKET, Functions.START, 2000, Long.MIN_VALUE, Long.MIN_VALUE);
    assertThat(nothing.dropped()).isZero();
  }

  private Map<ByteString, ClientLocation> fill(int clients) {
    var model = new HashMap<ByteString, ClientLocation>();
    var candidates = new ArrayList<Candidate>();
    for (var client = 0; client < clients; client++) {
      var location = location(client, client, random.nextInt(3) == 0);
      model.put(location.client(), location);
      candidates.add(new Candidate(location, "", true, false));
    }
    var _ = functions.offer(BUCKET, Integer.MAX_VALUE, candidates);
    return model;
  }

  private static ClientLocation location(int client, int second, boolean forgotten) {
    var fields =
        "Goloman +0.000000000 client-%d %s %d"
            .formatted(client, forgotten ? "-" : "+1.0+2.0", second);
    return ClientLocation.parse(ByteString.of(fields));
  }
}
