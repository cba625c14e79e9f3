package dev.proxyherd.http.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.http.Problem;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.Retention;
import dev.proxyherd.testing.MutableClock;
import dev.proxyherd.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams on a store, without a network: each test is the reader that asks for chunks. */
class StreamsTest {
  private static final Pattern EVENT =
      Pattern.compile("event: (\\S+)\n(?:id: \\S+\n)?data: (?:.*?\"client\":\"(\\S+?)\")?.*\n\n");

  private static final Area EAST = new Area.Box(-90, 0, 90, 90);
  private static final Set<AreaEvent> ALL = EnumSet.allOf(AreaEvent.class);
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final MutableClock clock = new MutableClock(NOW);
  private final LocationStore store =
      new RecordStore(
          clock,
          new MemoryJournal(),
          new Retention(Duration.ofHours(1), Duration.ofHours(1)),
          Capacity.unlimited());
  private Streams streams = streams(100_000);
  private long time = NOW.getEpochSecond();

  private Streams streams(int maxInside) {
    return new Streams(
        "Goloman",
        store,
        new StreamProperties(10, 0, Duration.ofMillis(1), Duration.ofHours(1), maxInside));
  }

  @AfterEach
  void stop() {
    streams.destroy();
  }

  private void move(String client, String location) {
    time++;
    var _ =
        store.offer(
            new ClientLocation(
                ByteString.of("Goloman"),
                ByteString.of("+0.1"),
                ByteString.of(client),
                ByteString.of(location),
                ByteString.of(Long.toString(time))));
  }

  private LocationStream open(@Nullable Area area, Set<AreaEvent> events, boolean fromNow) {
    return streams.open(new StreamRequest(_ -> true, area, events, fromNow, Optional.empty()));
  }

  private static String chunk(LocationStream stream) {
    return stream.next().blockOptional(Duration.ofSeconds(30)).orElseThrow().stream()
        .map(event -> new String(event, UTF_8))
        .collect(joining());
  }

  private static List<String> events(String chunk) {
    var events = new ArrayList<String>();
    for (var matcher = EVENT.matcher(chunk); matcher.find(); ) {
      events.add(
          matcher.group(2) == null ? matcher.group(1) : matcher.group(1) + " " + matcher.group(2));
    }
    return events;
  }

  /** Reads until an event. */
  private static List<String> until(LocationStream stream, String last) {
    var all = new ArrayList<String>();
    while (!all.contains(last)) {
      all.addAll(events(chunk(stream)));
    }
    return all;
  }

  @Test
  void whoDoesNotAskHasNothingReadForIt() {
    var stream = open(null, ALL, false);
    assertThat(until(stream, "caught-up")).containsExactly("reset", "caught-up");
    var before = streams.bytes();
    for (var round = 0; round < 20; round++) {
      for (var client = 0; client < 500; client++) {
        move("c" + client, "+%d+1".formatted(round));
      }
    }
    var other = open(null, ALL, true);
    assertThat(until(other, "caught-up")).containsExactly("caught-up");
    assertThat(streams.bytes() - before).isLessThan(300);
    assertThat(streams.catching().open()).isZero();
    move("last", "+1+1");
    var told = until(stream, "location last");
    assertThat(told).hasSize(501).doesNotHaveDuplicates();
    assertThat(streams.behind()).isPositive();
    await().until(() -> streams.catching().open() == 0);
  }

  @Test
  void aChunkIsBoundedAndTheNextGoesOnBehindIt() {
    for (var client = 0; client < 2000; client++) {
      move("c" + client, "+1+1");
    }
    var stream = open(null, ALL, false);
    var told = new ArrayList<String>();
    var chunks = 0;
    while (!told.contains("caught-up")) {
      var chunk = chunk(stream);
      assertThat(chunk.length()).isLessThan(80 * 1024);
      told.addAll(events(chunk));
      chunks++;
    }
    assertThat(chunks).isGreaterThan(5);
    assertThat(told).hasSize(2002).doesNotHaveDuplicates().endsWith("location c1999", "caught-up");
  }

  /** More streams catch up at a time than have feeds; none loses anything by that. */
  @Test
  void manyThatCatchUpShareFewFeeds() {
    for (var client = 0; client < 1000; client++) {
      move("c" + client, "+1+1");
    }
    var all = new ArrayList<LocationStream>();
    for (var i = 0; i < 50; i++) {
      all.add(open(null, ALL, false));
    }
    var told = new ArrayList<List<String>>();
    all.forEach(stream -> told.add(new ArrayList<>(events(chunk(stream)))));
    assertThat(streams.catching().open()).isEqualTo(32);
    for (var i = 0; i < all.size(); i++) {
      told.get(i).addAll(until(all.get(i), "caught-up"));
      assertThat(told.get(i)).hasSize(1002).doesNotHaveDuplicates();
    }
  }

  @Test
  void anAreaIsToldOfAsItIs() {
    var random = Seeds.random();
    var stream = open(EAST, ALL, false);
    var inside = new HashSet<String>();
    var _ = until(stream, "caught-up");
    for (var step = 0; step < 200; step++) {
      var client = "c" + random.nextInt(10);
      var location = List.of("+1+1", "+1-1", "-").get(random.nextInt(3));
      var isIn = location.equals("+1+1");
      var wasIn = isIn ? !inside.add(client) : inside.remove(client);
      move(client, location);
      var mark = "m" + step;
      move(mark, "+1+1");
      var expected = new ArrayList<String>();
      if (isIn || wasIn) {
        expected.add((isIn ? wasIn ? "inside " : "enter " : "exit ") + client);
      }
      expected.add("enter " + mark);
      assertThat(until(stream, "enter " + mark)).as("step %d", step).isEqualTo(expected);
      move(mark, "-");
      assertThat(until(stream, "exit " + mark)).containsExactly("exit " + mark);
    }
    assertThat(streams.inside()).isEqualTo(inside.size());
    streams.close(stream);
    await().until(() -> streams.inside() == 0);
  }

  @Test
  void whoIsInsideBeforeNowIsKnownAndNotTold() {
    move("in", "+1+1");
    move("out", "+1-1");
    var stream = open(EAST, EnumSet.of(AreaEvent.ENTER, AreaEvent.EXIT), true);
    assertThat(until(stream, "caught-up")).containsExactly("caught-up");
    move("in", "+2+2");
    move("out", "+2+2");
    assertThat(until(stream, "enter out")).containsExactly("enter out");
    move("in", "+1-1");
    assertThat(until(stream, "exit in")).containsExactly("exit in");
  }

  @Test
  void withoutEnterAndExitNothingIsRemembered() {
    move("in", "+1+1");
    var stream = open(EAST, EnumSet.of(AreaEvent.INSIDE), false);
    assertThat(until(stream, "caught-up")).containsExactly("reset", "inside in", "caught-up");
    assertThat(streams.inside()).isZero();
  }

  @Test
  void whoExpiresLeavesTheArea() {
    move("expiring", "+1+1");
    var stream = open(EAST, ALL, false);
    assertThat(until(stream, "caught-up")).contains("enter expiring");
    clock.move(Duration.ofHours(2));
    store.sweep();
    assertThat(until(stream, "exit expiring")).containsExactly("exit expiring");
    assertThat(streams.inside()).isZero();
  }

  @Test
  void tooManyInsideEndAStreamAndNoOther() {
    streams.destroy();
    streams = streams(3);
    var other = open(null, ALL, false);
    var stream = open(EAST, ALL, false);
    var _ = until(other, "caught-up");
    var _ = until(stream, "caught-up");
    for (var i = 0; i < 4; i++) {
      move("c" + i, "+1+1");
    }
    var told = until(stream, "bye");
    assertThat(told).endsWith("bye").contains("enter c2").doesNotContain("enter c3");
    assertThat(stream.isOver()).isTrue();
    assertThat(stream.next().blockOptional(Duration.ofSeconds(30))).isEmpty();
    assertThat(until(other, "location c3")).hasSize(4);
    assertThat(streams.endedInside()).isOne();
    streams.close(stream);
    await().until(() -> streams.inside() == 0);
  }

  @Test
  void streamsAreCountedInAllAndByCaller() {
    var slots = new StreamSlots(3, 2);
    var first = slots.take("one");
    var _ = slots.take("one");
    assertThatThrownBy(() -> slots.take("one"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem()).isEqualTo(Problem.TOO_MANY_REQUESTS));
    var _ = slots.take("two");
    assertThatThrownBy(() -> slots.take("three"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem()).isEqualTo(Problem.NO_MORE_STREAMS));
    first.run();
    first.run();
    assertThat(slots.open()).isEqualTo(2);
    slots.take("one").run();
    assertThat(slots.refused()).isEqualTo(2);
  }
}
