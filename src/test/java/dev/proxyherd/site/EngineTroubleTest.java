package dev.proxyherd.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.site.Functions.Claim;
import dev.proxyherd.testing.RedisCluster;
import dev.proxyherd.testing.RedisServer;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The functions on an engine that cannot do what they ask for. */
class EngineTroubleTest {
  private static final String BUCKET = "herd:Goloman:3";
  private static final String LINK = "herd:Goloman:link:Hands";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Candidate KIWI = kiwi(1);

  private static Candidate kiwi(int time) {
    var fields = ByteString.of("Goloman +0.000000000 kiwi +1.0+2.0 " + time);
    return new Candidate(ClientLocation.parse(fields), "", true, false);
  }

  @Test
  void aServerThatIsFullOrReadOnlyOrHasForgottenTheFunctionsSaysSo() {
    try (var server = RedisServer.start()) {
      var functions = FunctionCalls.on(server);
      functions.offer(BUCKET, KIWI);

      server.ask("CONFIG", "SET", "maxmemory", "1");
      assertThat(refusal(functions)).hasMessageStartingWith("OOM ");
      assertThat(functions.read(BUCKET, 0, 10).changes()).hasSize(1);
      assertThat(functions.lease(LINK, "one", 1000, Claim.FREE).isGranted()).isTrue();
      var swept = functions.sweep(BUCKET, Functions.START, 10, Long.MAX_VALUE / 2, 0);
      assertThat(swept.dropped()).isOne();
      server.ask("CONFIG", "SET", "maxmemory", "0");
      functions.offer(BUCKET, KIWI);

      server.ask("REPLICAOF", "127.0.0.1", "1"); // where nobody is
      var readOnly = refusal(functions);
      assertThat(readOnly).hasMessageStartingWith("READONLY ");
      assertThat(Functions.areMissing(readOnly)).isFalse();
      assertThat(functions.read(BUCKET, 0, 10).changes()).hasSize(1);
      server.ask("REPLICAOF", "NO", "ONE");

      functions.unload();
      var refusal = refusal(functions);
      assertThat(Functions.areMissing(refusal)).isTrue();
      assertThat(Functions.areMissing(new CompletionException(refusal))).isTrue();
      functions.load();
      assertThat(functions.offer(BUCKET, kiwi(2)).first()).isPositive();
    }
  }

  private static Throwable refusal(FunctionCalls functions) {
    var refusal = catchThrowable(() -> functions.offer(BUCKET, kiwi(3)));
    assertThat(refusal).isInstanceOf(RedisCommandExecutionException.class);
    return refusal;
  }

  @Test
  void keysOfTwoBucketsAreRefusedByACluster() {
    try (var server = RedisServer.startWithAllSlots()) {
      var functions = FunctionCalls.on(server);
      var keys = new byte[][] {FunctionCalls.records("one"), FunctionCalls.key("other", "feed")};
      assertThatThrownBy(
              () ->
                  functions
                      .commands()
                      .fcall(Functions.READ, ScriptOutputType.MULTI, keys, Functions.read(0, 1)))
          .hasMessageStartingWith("CROSSSLOT");
    }
  }

  /** The client has yet to learn whom to ask. */
  private static Replies.Offered eventually(Callable<Replies.Offered> offer) {
    return await().atMost(SOON).ignoreExceptions().until(offer, Objects::nonNull);
  }

  @Test
  void numbersRiseAcrossAFailover() {
    try (var cluster = RedisCluster.start()) {
      var functions = FunctionCalls.on(cluster);
      var key = FunctionCalls.records(BUCKET);
      var primary = cluster.primaryOf(key);
      var before = functions.offer(BUCKET, KIWI);
      cluster.awaitReplicated(primary);
      primary.kill();
      var next = cluster.awaitFailover(key, primary);
      assertThat(next).isNotSameAs(primary);
      var after = eventually(() -> functions.offer(BUCKET, kiwi(2)));
      assertThat(after.before()).isEqualTo(before.last());
      assertThat(after.first()).isGreaterThan(before.last());
      assertThat(functions.read(BUCKET, 0, 10).tally().clients()).isOne();

      primary.restart();
      cluster.awaitReady();
      assertThat(cluster.replicaOf(next)).isSameAs(primary);
      cluster.awaitReplicated(next);
      next.pause();
      assertThat(cluster.awaitFailover(key, next)).isSameAs(primary);
      next.resume();
      var last = eventually(() -> functions.offer(BUCKET, kiwi(3)));
      assertThat(last.first()).isGreaterThan(after.last());
      cluster.awaitReady();
    }
  }
}
