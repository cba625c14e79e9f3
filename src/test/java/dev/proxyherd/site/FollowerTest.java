package dev.proxyherd.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.Retention;
import dev.proxyherd.testing.RedisServer;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a replica keeps of its site in its own heap. */
class FollowerTest {
  private static Replica replica(RedisServer server, String name) {
    return new Replica(
        List.of(server.uri()),
        Replica.properties("herd", 4),
        name,
        5_000_000,
        InstantSource.system(),
        Retention.FOREVER,
        Capacity.unlimited());
  }

  private static ClientLocation of(String client) {
    return ClientLocation.parse(
        ByteString.of("Goloman +0.000000000 " + client + " +1.0+2.0 1520023934"));
  }

  @Test
  void hasWhatWasThereAndWhatEachReplicaTakes() throws Exception {
    try (var server = RedisServer.start();
        var one = replica(server, "one");
        var other = replica(server, "other")) {
      var _ = one.store.offer(of("before"), null);
      var follower =
          new Follower(one.feeds, new RecordStore(InstantSource.system(), new MemoryJournal()));
      var _ = one.store.offer(of("own"), null);
      var _ = other.store.offer(of("told"), null);
      await().until(() -> follower.records().digest().equals(one.store.digest()));
      assertThat(follower.records().size()).isEqualTo(3);
      assertThat(follower.records().bytes()).isPositive();
      await().untilAsserted(() -> assertThat(follower.isBehind()).isFalse());
      follower.stop();
    }
  }
}
