package dev.proxyherd.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.testing.FakeRedis;
import dev.proxyherd.testing.FakeServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisTest {
  @Test
  void updatesTheSameClientsByGeoAdd() throws IOException {
    var redis = new FakeRedis(":1\r\n");
    try (var server = redis.start()) {
      var result = run(server);
      assertThat(result.all().answered()).isPositive();
      assertThat(result.refused()).isZero();
      assertThat(redis.commands().getFirst())
          .matches("GEOADD bench -118\\.[0-9]{6} 34\\.[0-9]{6} bench-[0-9]+");
      assertThat(redis.commands())
          .extracting(command -> command.substring(command.lastIndexOf(' ') + 1))
          .contains("bench-0", "bench-9")
          .doesNotContain("bench-10");
    }
  }

  @Test
  void countsErrorsAndNoticesWhatIsNoReply() throws IOException {
    try (var server = new FakeRedis("-WRONGTYPE no set\r\n").start()) {
      var result = run(server);
      assertThat(result.refused()).isPositive();
      assertThat(result.refusal()).isEqualTo("WRONGTYPE no set");
    }
    try (var server = new FakeRedis(":2\r\n").start()) {
      assertThatThrownBy(() -> run(server))
          .hasMessageContainingAll("after 0 right ones", "expected: :0 or :1", "came:     :2");
    }
  }

  @Test
  void readsWhatARedisSaysOfItself() throws IOException {
    try (var server = new FakeRedis(":0\r\n").start();
        var redis = RedisServer.connect(Loads.address(server.port()))) {
      assertThat(redis.version()).isEqualTo("7.0.15");
      assertThat(redis.setting("appendonly")).isEqualTo("yes");
      assertThat(redis.setting("secret")).isEqualTo("?");
      // Its pid is not that of a Redis on this machine: it is believed.
      assertThat(redis.meter().read()).isEqualTo(new Usage(3.75, 4096L));
    }
    try (var server = FakeServer.saying((_, line) -> "? " + line + "\n");
        var redis = RedisServer.connect(Loads.address(server.port()))) {
      assertThatThrownBy(redis::version).hasMessageContaining("does not answer as a Redis does");
    }
  }

  private static LoadResult run(FakeServer server) {
    try (var load =
        Load.onRedis(Loads.settings(2, 3, 0, 10), Loads.target(server), List.of(), _ -> {})) {
      return load.measure();
    }
  }
}
