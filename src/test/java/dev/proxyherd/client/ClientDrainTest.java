package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.testing.Actuator;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** What clients and operators see of a member that is told to stop. */
@ExtendWith(OutputCaptureExtension.class)
class ClientDrainTest {
  private static final String PATIENT = "spring.lifecycle.timeout-per-shutdown-phase=1m";
  private static final String WHATSAT = "WHATSAT kiwi.cs.ucla.edu 10 5\n";

  @Test
  void whatIsRecordedIsAnsweredAndWhatIsAnsweredIsRecorded(CapturedOutput output) {
    var member = Member.start(PATIENT);
    var store = member.store();
    try (var client = member.connect()) {
      client.ask(Member.IAMAT);
      for (var block = 0; block < 9; block++) {
        client.send(iamats(block));
      }
      var stopped = CompletableFuture.runAsync(member::close);
      client.send(iamats(9));
      var replies = client.readToEnd().split("\n", -1);
      assertThat(replies.length - 1).isGreaterThanOrEqualTo(900);
      client.shutdownOutput();
      stopped.join();
      assertThat(store.size()).isEqualTo(replies.length);
      assertThat(Arrays.stream(replies, 0, replies.length - 1))
          .allMatch(reply -> store.find(ByteString.of(reply.split(" ", -1)[3])).isPresent());
    }
    assertThat(output)
        .contains("Stopping: draining 1 client connections")
        .contains("1 client connections answered, 0 cut; 0 neighbours flushed, 0 not");
  }

  @Test
  void healthSaysSoWhileTheLastCommandsAreCarriedOut() {
    var places = new SlowPlaces();
    var member = Member.start(PATIENT);
    member.places(places);
    try (var client = member.connect()) {
      client.ask(Member.IAMAT);
      client.send(WHATSAT + "WHATSAT");
      places.awaitQuestion();
      var stopped = CompletableFuture.runAsync(member::close);
      await()
          .untilAsserted(
              () ->
                  assertThat(health(member, "").at("/components/clientPort/status").asString())
                      .isEqualTo("OUT_OF_SERVICE"));
      assertThat(health(member, "").at("/status").asString()).isEqualTo("OUT_OF_SERVICE");
      assertThat(health(member, "/readiness").at("/status").asString()).isEqualTo("OUT_OF_SERVICE");
      assertThat(health(member, "/liveness").at("/status").asString()).isEqualTo("UP");
      assertThat(stopped).isNotDone();
      places.answer();
      assertThat(client.readToEnd()).isEqualTo(Member.AT + "\n" + Member.NOWHERE + "\n\n");
      client.shutdownOutput();
      stopped.join();
    }
  }

  @Test
  void aCommandThatTakesTooLongIsCut(CapturedOutput output) throws Exception {
    var places = new SlowPlaces();
    var member = Member.start("spring.lifecycle.timeout-per-shutdown-phase=1s");
    member.places(places);
    try (var waiting = member.connect();
        var idle = member.connect()) {
      waiting.ask(Member.IAMAT);
      waiting.send(WHATSAT);
      places.awaitQuestion();
      idle.ask("what");
      member.close();
      assertThat(idle.readToEnd()).isEmpty();
      waiting.awaitClose();
      places.answerAndAwaitEnd();
    }
    assertThat(output).contains("1 client connections answered, 1 cut").doesNotContain("\tat ");
  }

  private static String iamats(int block) {
    var lines = new StringBuilder();
    for (var i = 0; i < 100; i++) {
      lines.append("IAMAT client%d-%d +1+1 1520023934\n".formatted(block, i));
    }
    return lines.toString();
  }

  private static JsonNode health(Member member, String group) {
    return Actuator.get(member.httpPort(), "health" + group);
  }
}
