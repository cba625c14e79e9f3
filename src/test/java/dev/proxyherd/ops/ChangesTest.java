package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.command.ForgetService;
import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.TestMember;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What follows a member's changes over HTTP. */
class ChangesTest {
  private static TestMember member;

  @BeforeAll
  static void start() {
    member = TestMember.start("Goloman", List.of(), _ -> new InetSocketAddress(0), Map.of());
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @Test
  void givesWhatChangedOnceAClientAndWhereToGoOn() {
    var begin = changes("").path("position").asLong();
    assertThat(begin).isEqualTo(member.store().lastChange());
    say("IAMAT kiwi +1+1 1\nIAMAT emu +2+2 2.5\nIAMAT kiwi +3+3/ 3\n");
    var page = changes("?since=" + begin);
    assertThat(page.path("member").asString()).isEqualTo("Goloman");
    assertThat(page.path("position").asLong()).isEqualTo(member.store().lastChange());
    assertThat(page.path("changes")).hasSize(2);
    var kiwi = page.at("/changes/1");
    assertThat(kiwi.path("client").asString()).isEqualTo("kiwi");
    assertThat(kiwi.path("location").asString()).isEqualTo("+3+3/");
    assertThat(kiwi.path("time").asString()).isEqualTo("3");
    assertThat(kiwi.path("server").asString()).isEqualTo("Goloman");
    assertThat(kiwi.path("difference").asString()).matches("\\+\\d+\\.\\d{9}");
    assertThat(kiwi.path("number").asLong()).isEqualTo(member.store().lastChange());
    assertThat(kiwi.path("delayMicros").asLong()).isBetween(0L, 60_000_000L);
    assertThat(kiwi.path("forgotten").asBoolean()).isFalse();

    member.bean(ForgetService.class).forget("emu");
    var emu = changes("?since=" + page.path("position").asLong()).at("/changes/0");
    assertThat(emu.path("client").asString()).isEqualTo("emu");
    assertThat(emu.path("location").asString()).isEqualTo("-");
    assertThat(emu.path("forgotten").asBoolean()).isTrue();
  }

  @Test
  void givesPages() {
    var begin = member.store().lastChange();
    for (var i = 0; i < 5; i++) {
      say("IAMAT page-%d +1+1 1\n".formatted(i));
    }
    var clients = new ArrayList<String>();
    var pages = 0;
    for (var position = begin; position < member.store().lastChange(); pages++) {
      var page = changes("?max=2&since=" + position);
      page.path("changes").forEach(change -> clients.add(change.path("client").asString()));
      position = page.path("position").asLong();
    }
    assertThat(clients).containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void waitsForAChange() {
    var begin = member.store().lastChange();
    var answer =
        CompletableFuture.supplyAsync(
            () -> changes("?wait=9000&since=" + begin), Thread::startVirtualThread);
    say("IAMAT rhea +1+1 1\n");
    assertThat(answer.join().at("/changes/0/client").asString()).isEqualTo("rhea");
    var none = changes("?wait=1&since=" + member.store().lastChange());
    assertThat(none.path("changes").isEmpty()).isTrue();
    assertThat(none.path("position").asLong()).isEqualTo(member.store().lastChange());
  }

  @ParameterizedTest
  @ValueSource(strings = {"since=-1", "max=0", "max=501", "wait=10001", "since=x", "max=1.5"})
  void refusesWhatItDoesNotUnderstand(String query) {
    assertThat(changes("?" + query).path("changes").isMissingNode()).as(query).isTrue();
  }

  @Test
  void refusesMoreReadersThanItsLimitAndTakesThemAgainLater() {
    var since = "&since=" + Long.MAX_VALUE;
    var waiting = new ArrayList<CompletableFuture<JsonNode>>();
    for (var i = 0; i < ChangesEndpoint.MAX_READERS; i++) {
      waiting.add(
          CompletableFuture.supplyAsync(
              () -> changes("?wait=5000" + since), Thread::startVirtualThread));
    }
    await()
        .untilAsserted(
            () ->
                assertThat(changes("?wait=0" + since).path("error").asString(""))
                    .contains("readers are waiting"));
    assertThat(waiting).allSatisfy(answer -> assertThat(answer.join().isObject()).isTrue());
    assertThat(changes("?wait=0" + since).path("changes").isArray()).isTrue();
  }

  private static void say(String lines) {
    assertThat(LineSocket.exchange(member.clientPort(), lines)).doesNotContain("?");
  }

  private static JsonNode changes(String query) {
    return Actuator.get(member.httpPort(), "changes" + query);
  }
}
