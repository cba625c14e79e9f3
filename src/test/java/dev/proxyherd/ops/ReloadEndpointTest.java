package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.TestMember;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reload as an operator asks for it, and what health and meters make of it. */
class ReloadEndpointTest {
  private @TempDir Path folder;

  private void write(String neighbours) throws Exception {
    Files.writeString(
        folder.resolve("application-ann.yml"),
        """
        herd:
          name: Ann
          neighbours: %s
          secret: %s
          management.password: %s
          members:
            Ann: {host: 127.0.0.1, client-port: 0, peer-port: 0, http-port: 0}
            Bob: {host: 127.0.0.1, client-port: 1, peer-port: 2, http-port: 3}
            Cid: {host: 127.0.0.1, client-port: 4, peer-port: 5, http-port: 6}
        """
            .formatted(neighbours, TestMember.SECRET, TestMember.PASSWORD));
  }

  @Test
  void readsChangesAndRefuses() throws Exception {
    write("[Bob]");
    try (var ann = TestMember.startFrom(folder, "Ann", Map.of())) {
      assertThat(parts(ann).propertyNames()).containsExactly("Bob");
      assertThat(meters(ann, "Bob")).isPositive();

      write("[Cid]");
      var preview = Actuator.get(ann.httpPort(), "reload");
      assertThat(preview.toString())
          .isEqualTo("{\"added\":[\"Cid\"],\"removed\":[\"Bob\"],\"moved\":[],\"needRestart\":[]}");
      assertThat(meters(ann, "Cid")).isZero();
      var done = HttpPost.json(ann.httpPort(), "/actuator/reload", "{}");
      assertThat(done.statusCode()).isEqualTo(200);
      assertThat(JsonMapper.shared().readTree(done.body())).isEqualTo(preview);
      assertThat(parts(ann).propertyNames()).containsExactly("Cid");
      assertThat(meters(ann, "Bob")).isZero();
      assertThat(meters(ann, "Cid")).isPositive();
      assertThat(Actuator.get(ann.httpPort(), "herd").at("/links/0/neighbour").asString())
          .isEqualTo("Cid");

      write("[Dan]");
      var refused = HttpPost.json(ann.httpPort(), "/actuator/reload", "{}");
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body())
          .contains("herd.neighbours[0] = 'Dan'", "application-ann.yml, line 3")
          .contains("\"fix\":\"The table has Ann, Bob, Cid.");
      assertThat(parts(ann).propertyNames()).containsExactly("Cid");
    }
  }

  private static JsonNode parts(TestMember member) {
    return Actuator.get(member.httpPort(), "health").at("/components/neighbours/components");
  }

  private static long meters(TestMember member, String neighbour) {
    return member.bean(MeterRegistry.class).getMeters().stream()
        .filter(meter -> neighbour.equals(meter.getId().getTag("neighbour")))
        .count();
  }
}
