package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.TestMember;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator has a member forget a client. */
class ForgetTest {
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
  void forgetsAClientUntilItTellsOfALaterTime() throws Exception {
    say("IAMAT kiwi +1+1 1520023934.9");
    var answer = forget("kiwi");
    assertThat(answer.path("client").asString()).isEqualTo("kiwi");
    assertThat(answer.path("known").asBoolean()).isTrue();
    assertThat(say("WHATSAT kiwi 1 1")).isEqualTo("? WHATSAT kiwi 1 1\n");

    assertThat(say("IAMAT kiwi +2+2 1520023935")).startsWith("AT Goloman ");
    assertThat(member.knows("kiwi")).as("an older time is answered, and does nothing").isEmpty();

    var later = new BigDecimal(answer.path("time").asString()).add(BigDecimal.valueOf(60));
    say("IAMAT kiwi +3+3 " + later);
    assertThat(member.knows("kiwi")).hasValueSatisfying(at -> assertThat(at).endsWith("" + later));
  }

  @Test
  void forgetsAClientWhoseClockIsAhead() throws Exception {
    var ahead = Instant.now().getEpochSecond() + 600;
    say("IAMAT emu +1+1 " + ahead);
    assertThat(forget("emu").path("time").asString()).isEqualTo(ahead + ".000000000");
    assertThat(member.knows("emu")).isEmpty();
    assertThat(forget("emu").path("known").asBoolean()).as("a second time").isFalse();
  }

  @Test
  void aClientThatIsNotKnownHereMayBeKnownElsewhere() throws Exception {
    var before = member.store().forgotten();
    assertThat(forget("moa").path("known").asBoolean()).isFalse();
    assertThat(member.store().forgotten()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "tab\\t", "line\\nend"})
  void refusesWhatNoClientCanBeCalled(String name) throws Exception {
    var before = member.store().lastChange();
    var answer = post("{\"client\":\"%s\"}".formatted(name));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("no client can have this name");
    assertThat(member.store().lastChange()).isEqualTo(before);
  }

  @Test
  void refusesANameThatNoLineCouldHold() throws Exception {
    var answer = post("{\"client\":\"%s\"}".formatted("k".repeat(32 * 1024 - 12)));
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"client\":null}", "kiwi", ""})
  void refusesARequestWithoutAName(String body) throws Exception {
    assertThat(post(body).statusCode()).isEqualTo(400);
  }

  private static String say(String line) {
    return LineSocket.exchange(member.clientPort(), line + "\n");
  }

  private static JsonNode forget(String client) throws Exception {
    var answer = post("{\"client\":\"%s\"}".formatted(client));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static HttpResponse<String> post(String body) throws Exception {
    var port =
        member.bean(Environment.class).getRequiredProperty("local.server.port", Integer.class);
    return HttpPost.json(port, "/actuator/forget", body);
  }
}
