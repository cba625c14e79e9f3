package dev.proxyherd.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Tally;
import dev.proxyherd.site.Replies.Page;
import dev.proxyherd.testing.Seeds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * A feed of a site in a model: servers whose clocks are apart and that fail over, replicas whose
 * news are lost or late, and a reader that begins anew at a number that it was told.
 */
class SiteFeedTest {
  private static final int BUCKETS = 5;
  private static final int CLIENTS = 40;
  private static final long SECOND = 1_000_000;
  private static final long OVERLAP = 5 * SECOND;
  private static final long LEEWAY = 4 * SECOND;
  private static final String RECEIVER = "Hands";

  @Test
  void whatIsSaidIsEnoughToGoOnFrom() {
    var random = Seeds.random();
    for (var round = 0; round < 300; round++) {
      var model = new Model(random);
      for (var step = 0; step < 400; step++) {
        model.step();
      }
      model.settle();
      assertThat(model.missing()).as("round %d", round).isEmpty();
    }
  }

  /** A bucket, on a server with a clock of its own. */
  private static final class Bucket {
    final Map<ByteString, Change> records = new HashMap<>();
    long last;
    long ahead;

    /** What a replica that is to become the primary does not have yet, the last first. */
    final List<Runnable> undo = new ArrayList<>();
  }

  private static final class Model implements SiteFeed.Reader {
    private final Random random;
    private final List<Bucket> buckets = new ArrayList<>();
    private final List<Runnable> underWay = new ArrayList<>();
    private final Map<ByteString, ClientLocation> received = new HashMap<>();
    private final BitSet unnoticed = new BitSet();
    private final BitSet noticed = new BitSet();
    private long clock = 1_000 * SECOND;
    private long locations;
    private SiteFeed feed;

    /** What the reader has been told that it has. */
    private long reached;

    Model(Random random) {
      this.random = random;
      for (var i = 0; i < BUCKETS; i++) {
        buckets.add(new Bucket());
        buckets.getLast().ahead = clockError();
      }
      feed = open(0);
    }

    private long clockError() {
      return random.nextLong(SECOND) - SECOND / 2;
    }

    private SiteFeed open(long after) {
      var opened = new SiteFeed(BUCKETS, after, RECEIVER, OVERLAP, LEEWAY, this);
      opened.refresh();
      return opened;
    }

    void step() {
      clock += random.nextInt(5) == 0 ? random.nextLong(SECOND) : random.nextLong(1_000);
      switch (random.nextInt(40)) {
        case 0 -> resume();
        case 1 -> failOver(random.nextInt(BUCKETS));
        case 2, 3 -> look();
        case 4, 5, 6, 7, 8, 9, 10 -> next(random.nextInt(1, 6));
        case 11, 12, 13, 14, 15, 16 -> carryOn();
        default -> write();
      }
    }

    private void write() {
      var client = ByteString.of("client" + random.nextInt(CLIENTS));
      var index = Math.floorMod(client.hashCode(), BUCKETS);
      var bucket = buckets.get(index);
      var before = bucket.last;
      var held = bucket.records.get(client);
      bucket.last = Math.max(before + 1, clock + bucket.ahead);
      var change = new Change(location(client), bucket.last);
      bucket.records.put(client, change);
      bucket.undo.addFirst(
          () -> {
            bucket.last = before;
            if (held == null) {
              bucket.records.remove(client);
            } else {
              bucket.records.put(client, held);
            }
          });
      if (bucket.undo.size() > 3) {
        bucket.undo.removeLast();
      }
      var news = new News(index, before, change, "");
      switch (random.nextInt(4)) {
        case 0 -> {} // lost
        case 1 -> underWay.add(() -> feed.take(news));
        default -> feed.take(news);
      }
    }

    private ClientLocation location(ByteString client) {
      return ClientLocation.parse(
          ByteString.of("Goloman +0.000000000 " + client + " +1.0+2.0 " + ++locations));
    }

    /** The next primary lacks the last changes, and has another clock. */
    private void failOver(int index) {
      var bucket = buckets.get(index);
      var lost = random.nextInt(bucket.undo.size() + 1);
      if (lost > 0) {
        clock += SECOND; // it is taken for dead after so long, at least
      }
      bucket.undo.subList(0, lost).forEach(Runnable::run);
      bucket.undo.clear();
      bucket.ahead = clockError();
      unnoticed.set(index);
    }

    /** Once a second, in a real replica. */
    private void look() {
      if (!unnoticed.isEmpty()) {
        feed.goBack((BitSet) unnoticed.clone());
        noticed.or(unnoticed);
        unnoticed.clear();
      }
      feed.refresh();
    }

    /** Something that is under way arrives. */
    private void carryOn() {
      if (!underWay.isEmpty()) {
        underWay.remove(random.nextInt(underWay.size())).run();
      }
    }

    private void next(int max) {
      for (var change : feed.next(max)) {
        assertThat(change.number()).isGreaterThanOrEqualTo(reached);
        reached = change.number();
        received.merge(
            change.location().client(), change.location(), (a, b) -> a.compareTo(b) > 0 ? a : b);
      }
    }

    /** At another replica, from what the reader was told last: with a change, or by position. */
    private void resume() {
      if (random.nextBoolean()) {
        reached = Math.max(reached, feed.position());
      }
      feed.close();
      underWay.clear();
      feed = open(reached);
      feed.goBack((BitSet) noticed.clone());
    }

    void settle() {
      for (var i = 0; i < 10; i++) {
        look();
        while (!underWay.isEmpty()) {
          carryOn();
        }
        next(1000);
      }
    }

    List<String> missing() {
      return buckets.stream()
          .flatMap(bucket -> bucket.records.values().stream())
          .map(Change::location)
          .filter(
              held ->
                  !received.containsKey(held.client())
                      || received.get(held.client()).compareTo(held) < 0)
          .map(ClientLocation::toString)
          .toList();
    }

    @Override
    public CompletionStage<Page> read(int index, long after, int limit) {
      var bucket = buckets.get(index);
      var changes =
          bucket.records.values().stream()
              .filter(change -> change.number() > after)
              .sorted(Comparator.comparingLong(Change::number))
              .limit(limit)
              .map(change -> new Replies.Change(change.number(), new Held(change.location(), "")))
              .toList();
      var page = new Page(clock + bucket.ahead, bucket.last, Tally.EMPTY, changes);
      var reply = new CompletableFuture<Page>();
      var isLost = random.nextInt(10) == 0;
      underWay.add(
          () -> {
            if (isLost) {
              reply.completeExceptionally(new IllegalStateException("no answer"));
            } else {
              reply.complete(page);
            }
          });
      return reply;
    }

    @Override
    public boolean isDropped(ClientLocation location) {
      return false;
    }

    @Override
    public void changed() {}

    @Override
    public void closed(SiteFeed closed) {}
  }
}
