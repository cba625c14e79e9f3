package dev.proxyherd.http;

import static dev.proxyherd.http.WebMember.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.testing.LineSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What requests get that are under way when a member stops. */
@ExtendWith(OutputCaptureExtension.class)
class WebDrainTest {
  private static final String ASK = "GET /v1/clients/kiwi/places HTTP/1.1\r\nHost: x\r\n\r\n";

  @Test
  void whatIsUnderWayIsAnsweredAndWhoAsksNothingIsClosed(CapturedOutput output) {
    var asked = new CountDownLatch(1);
    var let = new CountDownLatch(1);
    var member = WebMember.start();
    var _ = member.put("kiwi", HERE);
    member.places(
        _ -> {
          asked.countDown();
          awaitIt(let);
          return new PlacesAnswer("OK", "{\"results\":[],\"status\":\"OK\"}");
        });
    try (var idle = LineSocket.connect(member.port());
        var asking = LineSocket.connect(member.port())) {
      assertThat(idle.send("GET /none HTTP/1.1\r\nHost: x\r\n\r\n").readLine()).contains("404");
      asking.send(ASK);
      awaitIt(asked);
      var stop = CompletableFuture.runAsync(member::close);
      idle.readToEnd(); // ended, though the other one is not
      let.countDown();
      assertThat(asking.readToEnd()).startsWith("HTTP/1.1 200").contains("\"status\":\"OK\"");
      stop.join();
    }
    assertThat(output).contains(", 0 cut; 0 neighbours").doesNotContain("\tat ");
  }

  @Test
  void whatDoesNotEndIsCut(CapturedOutput output) {
    var asked = new CountDownLatch(1);
    var let = new CountDownLatch(1);
    var member = WebMember.start("spring.lifecycle.timeout-per-shutdown-phase=400ms");
    var _ = member.put("kiwi", HERE);
    member.places(
        _ -> {
          asked.countDown();
          awaitIt(let);
          return new PlacesAnswer("OK", "{}");
        });
    try (var asking = LineSocket.connect(member.port())) {
      asking.send(ASK);
      awaitIt(asked);
      member.close();
      assertThat(asking.readToEnd()).isEmpty();
    } finally {
      let.countDown();
    }
    assertThat(output).contains(" 1 cut; 0 neighbours").doesNotContain("\tat ");
  }

  private static void awaitIt(CountDownLatch latch) {
    try {
      if (!latch.await(30, java.util.concurrent.TimeUnit.SECONDS)) {
        throw new AssertionError("waited for half a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
