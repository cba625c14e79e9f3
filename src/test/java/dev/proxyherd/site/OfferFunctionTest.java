package dev.proxyherd.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.Offer;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.Retention;
import dev.proxyherd.location.Tally;
import dev.proxyherd.testing.MutableClock;
import dev.proxyherd.testing.RedisServer;
import dev.proxyherd.testing.Seeds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine takes, against what a store in this JVM takes of the same offers. */
class OfferFunctionTest {
  private static final int CALLS = 400;
  private static final long SECOND = 1_763_000_000;
  private static final String BUCKET = "herd:Goloman:7";

  private static RedisServer server;
  private static FunctionCalls functions;

  private final Random random = Seeds.random();
  private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(SECOND));

  /** What the engine must hold, and under which numbers. */
  private final Map<ByteString, Replies.Change> model = new HashMap<>();

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

  /** Of records that are as good as the same, sent many at a time, some of them more than once. */
  @Test
  void decidesLikeAStoreOfThisJvm() {
    var records = new RandomRecords(random, RandomRecords.oddClients(), SECOND);
    var store = store(Retention.FOREVER, Capacity.unlimited());
    for (var call = 0; call < CALLS; call++) {
      var candidates = new ArrayList<Candidate>();
      for (var count = random.nextInt(1, 20); count > 0; count--) {
        var isRepeated = !candidates.isEmpty() && random.nextInt(8) == 0;
        candidates.add(candidate(isRepeated ? candidates.getFirst().location() : records.next()));
      }
      check(store, Integer.MAX_VALUE, candidates);
      if (call % 50 == 49) {
        server.flush(); // So that there is a first record of each client more than once.
        model.clear();
        store = store(Retention.FOREVER, Capacity.unlimited());
      }
    }
  }

  @Test
  void takesNoMoreNewClientsFromClientsThanThereIsRoomFor() {
    var clients = clients(60);
    var records = new RandomRecords(random, clients, SECOND);
    var most = 25;
    var store = store(Retention.FOREVER, new Capacity(most, Long.MAX_VALUE));
    var refused = 0L;
    for (var call = 0; call < CALLS; call++) {
      var candidates = new ArrayList<Candidate>();
      for (var count = random.nextInt(1, 8); count > 0; count--) {
        candidates.add(candidate(records.next()));
      }
      var outcomes = check(store, most - store.size(), candidates);
      refused += outcomes.stream().filter(Outcome.FULL::equals).count();
      if (call % 50 == 49) {
        assertThat(refused).isPositive();
        server.flush();
        model.clear();
        store = store(Retention.FOREVER, new Capacity(most, Long.MAX_VALUE));
      }
    }
  }

  @Test
  void takesNothingWhoseTimeIsUpUnlessItIsOldAnyway() {
    var records = new RandomRecords(random, clients(40), SECOND);
    var retention = new Retention(Duration.ofSeconds(64), null);
    clock.set(Instant.ofEpochSecond(SECOND + 64));
    var store = store(retention, Capacity.unlimited());
    var bound = SECOND * 1_000_000_000;
    var outcomes = new ArrayList<Outcome>();
    for (var call = 0; call < CALLS; call++) {
      var location = records.next();
      var expired = location.timeNanos() < bound;
      outcomes.addAll(
          check(store, Integer.MAX_VALUE, List.of(candidate(location, sender(), expired))));
    }
    assertThat(outcomes).contains(Outcome.EXPIRED, Outcome.NEWER, Outcome.OLDER);
  }

  @Test
  void givesNumbersByItsClockAndNeverOneTwice() {
    var before = System.currentTimeMillis() * 1000 - 1_000_000;
    var one = functions.offer(BUCKET, client("kiwi", 1), client("emu", 1), client("kiwi", 2));
    assertThat(one.before()).isZero();
    assertThat(one.first()).isBetween(before, before + 600_000_000);
    assertThat(one.last()).isEqualTo(one.first() + 2);
    assertThat(functions.offer(BUCKET, client("kiwi", 1)))
        .extracting(Replies.Offered::before, Replies.Offered::first, Replies.Offered::last)
        .containsExactly(one.last(), 0L, one.last());
    var next = functions.offer(BUCKET, client("kiwi", 3));
    assertThat(next.before()).isEqualTo(one.last());
    assertThat(next.first()).isGreaterThan(one.last());
  }

  /** After a failover, the clock may be another's, which is behind. */
  @Test
  void goesOnFromTheLastNumberWhenTheClockIsBehindIt() {
    functions.offer(BUCKET, client("kiwi", 1));
    var ahead = (System.currentTimeMillis() + Duration.ofDays(1).toMillis()) * 1000;
    var state = functions.commands().hget(FunctionCalls.records(BUCKET), new byte[] {' '});
    ByteBuffer.wrap(state).putLong(ahead);
    functions.commands().hset(FunctionCalls.records(BUCKET), new byte[] {' '}, state);
    var offered = functions.offer(BUCKET, client("emu", 1), client("kiwi", 2));
    assertThat(offered.before()).isEqualTo(ahead);
    assertThat(offered.first()).isEqualTo(ahead + 1);
    assertThat(functions.offer(BUCKET, client("emu", 2)).first()).isEqualTo(ahead + 3);
  }

  private List<Outcome> check(RecordStore store, long room, List<Candidate> candidates) {
    var offers = new ArrayList<Offer>();
    for (var candidate : candidates) {
      var isOwn = candidate.from().isEmpty();
      var receipt = isOwn ? null : new Receipt(candidate.from(), "epoch", 1);
      offers.add(new Offer(candidate.location(), receipt));
    }
    store.offer(offers);
    var offered = functions.offer(BUCKET, room, candidates);
    var expected = offers.stream().map(Offer::outcome).toList();
    assertThat(offered.outcomes())
        .as(() -> "%s onto %s".formatted(candidates, model.values()))
        .isEqualTo(expected);
    var number = offered.first();
    for (var i = 0; i < candidates.size(); i++) {
      var candidate = candidates.get(i);
      if (expected.get(i) == Outcome.NEWER) {
        var held = new Held(candidate.location(), candidate.from());
        model.put(candidate.location().client(), new Replies.Change(number++, held));
      }
    }
    assertThat(offered.tally()).isEqualTo(tally());
    assertThat(offered.tally().clients()).isEqualTo(store.digest().clients());
    assertThat(offered.tally().hash()).isEqualTo(store.digest().hash());
    var changes =
        model.values().stream().sorted(Comparator.comparingLong(Replies.Change::number)).toList();
    assertThat(functions.read(BUCKET, 0, 100).changes()).isEqualTo(changes);
    return expected;
  }

  private Tally tally() {
    var tally = Tally.EMPTY;
    for (var change : model.values()) {
      tally = tally.with(change.held().location());
    }
    return new Tally(tally.clients(), tally.hash(), tally.forgotten(), tally.forgottenHash(), 0);
  }

  private RecordStore store(Retention retention, Capacity capacity) {
    return new RecordStore(clock, new MemoryJournal(), retention, capacity);
  }

  private Candidate candidate(ClientLocation location) {
    return candidate(location, sender(), false);
  }

  /** One without a sender is a client's own word. */
  private static Candidate candidate(ClientLocation location, String sender, boolean expired) {
    return new Candidate(location, sender, sender.isEmpty(), expired);
  }

  private String sender() {
    return random.nextBoolean() ? "" : random.nextBoolean() ? "Hands" : "Holiday";
  }

  private static Candidate client(String name, int time) {
    var location =
        ClientLocation.parse(
            ByteString.of("Goloman +0.000000000 %s +1.0+2.0 %d".formatted(name, time)));
    return new Candidate(location, "", true, false);
  }

  private static List<ByteString> clients(int count) {
    var clients = new ArrayList<ByteString>();
    for (var i = 0; i < count; i++) {
      clients.add(ByteString.of("client-" + i));
    }
    return clients;
  }
}
