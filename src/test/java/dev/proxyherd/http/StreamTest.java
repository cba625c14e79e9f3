package dev.proxyherd.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.http.EventReader.Event;
import dev.proxyherd.http.stream.StreamSlots;
import dev.proxyherd.http.stream.Streams;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.Offer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What readers of streams are told, by a whole member. Each test has clients of its own. */
@ExtendWith(OutputCaptureExtension.class)
class StreamTest {
  /** Of today: that a client was forgotten years ago would be thrown away at once. */
  private static final AtomicLong TIME = new AtomicLong(WebMember.NOW.getEpochSecond());

  private static WebMember member;

  @BeforeAll
  static void start() {
    member = WebMember.start("herd.web.stream.interval=10ms", "herd.web.stream.heartbeat=100ms");
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  private static ClientLocation at(String client, String location) {
    return new ClientLocation(
        ByteString.of("Goloman"),
        ByteString.of("+0.100000000"),
        ByteString.of(client),
        ByteString.of(location),
        ByteString.of(Long.toString(TIME.incrementAndGet())));
  }

  private static void move(String client, String location) {
    assertThat(member.store().offer(at(client, location))).isEqualTo(Outcome.NEWER);
  }

  private static void forget(String client) {
    move(client, "-");
  }

  private static List<String> told(List<Event> events) {
    return events.stream().map(Event::toString).map(String::strip).toList();
  }

  private static void awaitNoStream() {
    await().until(() -> member.bean(StreamSlots.class).open() == 0);
  }

  @Test
  void tellsFirstWhatIsKnownAndThenWhatChanges() {
    move("first-1", "+1+2");
    move("first-2", "+3+4");
    try (var reader = EventReader.open(member, "?client=first-*")) {
      assertThat(reader.status()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(reader.lineLike("retry: 1000")).isNotNull();
      var known = reader.untilCaughtUp();
      assertThat(told(known))
          .containsExactly("reset", "location first-1", "location first-2", "caught-up");
      assertThat(known.getFirst().data().path("reason").asString()).isEqualTo("start");
      assertThat(known.get(1).data()).isEqualTo(WebMember.body(member.get("/v1/clients/first-1")));
      move("first-1", "+5+6");
      move("other", "+5+6");
      forget("first-2");
      forget("other");
      move("first-3", "+7+8");
      var changes = reader.until(event -> event.client().equals("first-3"));
      assertThat(told(changes))
          .containsExactly("location first-1", "forgotten first-2", "location first-3");
      assertThat(changes.getFirst().data().path("latitude").asDouble()).isEqualTo(5);
      assertThat(changes.stream().map(Event::id)).doesNotHaveDuplicates().isSorted();
      assertThat(changes.get(1).data().path("path").asString()).isEqualTo("/v1/clients/first-2");
    }
    awaitNoStream();
  }

  @Test
  void goesOnAfterABreakWhereItHasBeen() {
    move("again-1", "+1+1");
    move("again-2", "+1+1");
    move("again-3", "+1+1");
    String id;
    try (var reader = EventReader.open(member, "?client=again-*")) {
      var _ = reader.untilCaughtUp();
      id = reader.lastId();
    }
    move("again-2", "+2+2");
    move("again-2", "+3+3");
    forget("again-1");
    for (var query : List.of("?client=again-*", "?client=again-*&from=now")) {
      try (var reader = EventReader.open(member, query, "Last-Event-ID: " + id)) {
        assertThat(told(reader.untilCaughtUp()))
            .containsExactly("location again-2", "forgotten again-1", "caught-up");
      }
    }
    try (var browser = EventReader.open(member, "?client=again-*&last-event-id=" + id)) {
      assertThat(browser.next().data().path("latitude").asDouble()).isEqualTo(3);
    }
  }

  /** From another member or another life of this one, or from nowhere. */
  @ParameterizedTest
  @ValueSource(strings = {"0123456789abcdef-1", "x", "-", "%s-999999999999999999"})
  void anIdThatSaysNothingHereBeginsWithEverything(String id) {
    move("stranger", "+1+1");
    var given = id.formatted(member.store().epoch());
    try (var reader = EventReader.open(member, "?client=stranger", "Last-Event-ID: " + given)) {
      var events = reader.untilCaughtUp();
      assertThat(told(events)).containsExactly("reset", "location stranger", "caught-up");
      assertThat(events.getFirst().data().path("reason").asString()).isEqualTo("unknown-id");
    }
  }

  @Test
  void fromNowTellsNothingOfBefore() {
    move("now-1", "+1+1");
    try (var reader = EventReader.open(member, "?client=now-*&from=now")) {
      assertThat(told(reader.untilCaughtUp())).containsExactly("caught-up");
      move("now-2", "+1+1");
      assertThat(reader.next()).hasToString("location now-2");
    }
  }

  @Test
  void tellsWhoComesIntoAnAreaAndWhoLeavesIt() {
    move("area-in", "+10.0+179.9");
    move("area-out", "+10.0+170.0");
    try (var reader = EventReader.open(member, "?client=area-*&box=9,179,11,-179")) {
      assertThat(told(reader.untilCaughtUp()))
          .containsExactly("reset", "enter area-in", "caught-up");
      move("area-in", "+10-179.5");
      assertThat(reader.next()).hasToString("inside area-in");
      move("area-out", "+10+180");
      assertThat(reader.next()).hasToString("enter area-out");
      move("area-in", "+12+180");
      var exit = reader.next();
      assertThat(exit).hasToString("exit area-in");
      assertThat(exit.data().path("reason").asString()).isEqualTo("moved");
      assertThat(exit.data().at("/record/latitude").asDouble()).isEqualTo(12);
      move("area-in", "+10+180");
      assertThat(reader.next()).hasToString("enter area-in");
      assertThat(member.bean(Streams.class).inside()).isEqualTo(2);
      forget("area-in");
      assertThat(reader.next().data().path("reason").asString()).isEqualTo("forgotten");
    }
    awaitNoStream();
    await().until(() -> member.bean(Streams.class).inside() == 0);
  }

  @Test
  void aSilentStreamShowsThatItIsThereAndHowFarItHasCome() {
    try (var reader = EventReader.open(member, "?client=silent&from=now")) {
      var _ = reader.untilCaughtUp();
      move("not-silent", "+1+1");
      var number = "-" + member.store().lastChange();
      assertThat(reader.lineLike(number)).startsWith("id: ");
    }
  }

  @Test
  void aReaderThatStallsHoldsNothingAndHasEachLastLocationThen() {
    var clients = 2000;
    var rounds = 60;
    var streams = member.bean(Streams.class);
    try (var reader = EventReader.small(member, 64 * 1024);
        var quick = EventReader.open(member, "?client=quick&from=now")) {
      var _ = reader.untilCaughtUp();
      var _ = quick.untilCaughtUp();
      var before = streams.bytes();
      for (var round = 0; round < rounds; round++) {
        var offers = new ArrayList<Offer>();
        for (var i = 0; i < clients; i++) {
          offers.add(new Offer(at("stall-" + i, "+%d.5+1".formatted(round))));
        }
        member.store().offer(offers);
        move("quick", "+%d.5+1".formatted(round));
        // What the one is told now, the other one could have been told too.
        assertThat(quick.next().data().path("latitude").asDouble()).isEqualTo(round + 0.5);
      }
      var all = 300L * clients * rounds;
      assertThat(streams.bytes() - before).isLessThan(all / 3);
      var atLast = new HashSet<String>();
      while (atLast.size() < clients + 1) {
        var event = reader.next();
        if (event.data().path("latitude").asDouble() == rounds - 0.5) {
          atLast.add(event.client());
        }
      }
      assertThat(atLast).contains("quick");
      assertThat(streams.bytes() - before).isLessThan(all / 2);
    }
  }

  /** {@code -Dherd.streams=2000} for as many as a member takes. */
  @Test
  void manyStreamsAreToldOfOneChange() {
    var count = Integer.getInteger("herd.streams", 200);
    var readers = new ArrayList<EventReader>();
    try {
      for (var i = 0; i < count; i++) {
        readers.add(EventReader.open(member, "?from=now"));
      }
      for (var reader : readers) {
        var _ = reader.untilCaughtUp();
      }
      assertThat(member.bean(StreamSlots.class).open()).isEqualTo(count);
      move("many", "+1+1");
      for (var reader : readers) {
        assertThat(reader.next()).hasToString("location many");
      }
    } finally {
      readers.forEach(EventReader::close);
    }
    awaitNoStream();
  }

  @Test
  void saysWhatIsWrongWithAQuestion() {
    var answer = member.get("/v1/stream?from=then");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void aStopEndsStreamsFirst(CapturedOutput output) {
    var other = WebMember.start("herd.web.stream.max=1");
    try (var reader = EventReader.open(other, "")) {
      var _ = reader.untilCaughtUp();
      var refused = other.get("/v1/stream");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
      assertThat(WebMember.body(refused).path("type").asString()).endsWith(":no-more-streams");
      var stop = CompletableFuture.runAsync(other::close);
      var bye = reader.next();
      assertThat(bye.name()).isEqualTo("bye");
      assertThat(bye.data().path("reason").asString()).isEqualTo("stopping");
      reader.readToEnd();
      stop.join();
    }
    assertThat(output).contains(", 0 cut; 0 neighbours").doesNotContain("\tat ");
  }
}
