package dev.proxyherd.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.peer.Lease;
import dev.proxyherd.peer.LinkId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas' leases, on clocks that stand still until they are set. */
class RedisLeasesTest {
  private static final LinkId OUT = LinkId.outgoing("Hands");
  private static final LinkId IN = LinkId.incoming("Hands");
  private static final Duration TIME = Duration.ofSeconds(5);

  /** All clocks: not from zero, and over the edge at which nanoseconds become negative. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TIME.toNanos());

  private final LeaseTable engine = new LeaseTable(TIME, now::get);
  private final RedisLeases one = engine.unattended("one", now::get);
  private final RedisLeases two = engine.unattended("two", now::get);
  private final List<String> losses = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private Lease claim(RedisLeases replica, LinkId link) {
    return replica.claim(link, losses::add).orElseThrow();
  }

  @Test
  void aLinkIsOneReplicasAndTheOtherKnowsWhose() {
    assertThat(claim(one, OUT).isHeld()).isTrue();
    assertThat(two.claim(OUT, losses::add)).isEmpty();
    assertThat(two.holder(OUT)).contains("one");
    assertThat(two.isHeld(OUT)).isFalse();
    assertThat(one.isHeld(OUT)).isTrue();
    assertThat(one.holder(OUT)).isEmpty();
    assertThat(claim(two, LinkId.outgoing("Wilkes")).isHeld()).isTrue();
  }

  @Test
  void isRenewedForAsLongAsTheEngineAnswers() {
    var lease = claim(one, OUT);
    for (var second = 0; second < 20; second++) {
      pass(Duration.ofSeconds(1));
      awaitRenewal();
    }
    assertThat(lease.isHeld()).isTrue();
    assertThat(two.claim(OUT, losses::add)).isEmpty();
    assertThat(one.taken(OUT)).isEqualTo(1);
    assertThat(losses).isEmpty();
  }

  private void awaitRenewal() {
    await()
        .until(
            () -> {
              one.tend();
              return engine.left(OUT).equals(TIME);
            });
  }

  @Test
  void isLostAfterItsTimeWhenTheEngineDoesNotAnswer() {
    var lease = claim(one, OUT);
    engine.cutOff("one");
    pass(TIME.minusNanos(1));
    one.tend();
    assertThat(lease.isHeld()).isTrue();
    assertThat(two.claim(OUT, losses::add)).isEmpty();
    pass(Duration.ofNanos(1));
    assertThat(lease.isHeld()).as("before anybody has looked").isFalse();
    one.tend();
    one.tend();
    assertThat(losses).containsExactly("not renewed for PT5S");
    assertThat(one.lost(OUT)).isEqualTo(1);
    assertThat(claim(two, OUT).isHeld()).isTrue();
    assertThatThrownBy(() -> one.claim(OUT, losses::add))
        .isInstanceOf(StoreUnavailableException.class);
  }

  /** Whoever tends them is to look again as soon as the first has run out. */
  @Test
  void saysWhenItIsToLookAgain() {
    claim(one, OUT);
    assertThat(one.tend()).isEqualTo(TIME.toNanos() / 5);
    engine.cutOff("one");
    pass(TIME.minusMillis(3));
    assertThat(one.tend()).isEqualTo(3_000_000);
  }

  @Test
  void isTakenByANewerConnectionElsewhere() {
    var lease = one.take(IN, losses::add);
    var token = one.of("Hands").orElseThrow();
    assertThat(two.take(IN, losses::add).isHeld()).isTrue();
    assertThat(two.of("Hands").orElseThrow()).isGreaterThan(token);
    one.tend();
    await().until(() -> !losses.isEmpty());
    assertThat(lease.isHeld()).isFalse();
    assertThat(losses).containsExactly("replaced by a newer link, at replica two");
    assertThat(one.holder(IN)).contains("two");
    assertThat(one.of("Hands")).isEmpty();
    lease.release(); // of what it has no more
    one.close();
    assertThat(two.claim(IN, losses::add)).as("still its own").isPresent();
  }

  /** A neighbour has dialled the same replica again, before its old connection was closed. */
  @Test
  void theOlderOfTwoConnectionsHereDoesNotGiveAwayWhatTheNewerHas() {
    var older = one.take(IN, losses::add);
    var newer = one.take(IN, losses::add);
    older.release();
    assertThat(older.isHeld()).isFalse();
    assertThat(newer.isHeld()).isTrue();
    assertThat(two.claim(IN, losses::add)).isEmpty();
    assertThat(one.taken(IN)).isEqualTo(1);
    assertThat(losses).isEmpty();
  }

  @Test
  void isFreeAtOnceWhenItIsReleased() {
    var lease = claim(one, OUT);
    lease.release();
    assertThat(lease.isHeld()).isFalse();
    await().until(() -> two.claim(OUT, losses::add).isPresent());
    assertThat(losses).isEmpty();
    assertThat(one.lost(OUT)).isZero();
  }

  @Test
  void aReplicaThatStopsReleasesAllItHas() {
    claim(one, OUT);
    one.take(IN, losses::add);
    one.close();
    assertThat(claim(two, OUT).isHeld()).isTrue();
    assertThat(claim(two, IN).isHeld()).isTrue();
  }

  /** Its renewal was granted, and its process then frozen for longer than that lasts. */
  @Test
  void aReplyThatComesTooLateDoesNotBringALeaseBack() throws Exception {
    var lease = claim(one, OUT);
    var thawed = new CountDownLatch(1);
    var decided = new CountDownLatch(1);
    engine.beforeReply =
        () -> {
          decided.countDown();
          awaitUnchecked(thawed);
        };
    one.tend();
    decided.await();
    engine.beforeReply = () -> {};
    pass(TIME);
    thawed.countDown();
    await().until(() -> !losses.isEmpty());
    assertThat(lease.isHeld()).isFalse();
    assertThat(losses).containsExactly("not renewed for PT5S");
    assertThat(claim(two, OUT).isHeld()).isTrue();
    one.tend();
    assertThat(lease.isHeld()).isFalse();
    assertThat(two.isHeld(OUT)).isTrue();
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The clock of a frozen process may stand still: then it believes in what it has lost. */
  @Test
  void twoThatBelieveTheyHaveItHaveTwoTokensOfWhichOneIsGood() {
    var frozen = new AtomicLong(now.get());
    try (var three = engine.unattended("three", frozen::get)) {
      var believed = three.take(IN, losses::add);
      var token = three.of("Hands").orElseThrow();
      pass(TIME);
      var held = claim(two, IN);
      assertThat(believed.isHeld()).isTrue();
      assertThat(held.isHeld()).isTrue();
      assertThat(engine.token(IN)).isEqualTo(two.of("Hands").orElseThrow()).isNotEqualTo(token);

      two.refused("Hands", token);
      assertThat(held.isHeld()).as("of another token").isTrue();
      three.refused("Hands", token);
      assertThat(believed.isHeld()).isFalse();
      assertThat(losses).containsExactly("another replica has it, or the engine took it away");
    }
  }

  @Test
  void isLostWhenTheEngineTakesItAwayAndNeitherKeptNorBlockedThen() {
    var lease = one.take(IN, losses::add);
    engine.revoke(IN);
    one.tend();
    await().until(() -> !losses.isEmpty());
    assertThat(lease.isHeld()).isFalse();
    assertThat(losses).containsExactly("the engine took it away, or had forgotten it");
    await().until(() -> two.claim(IN, losses::add).isPresent());
  }

  @Test
  void isKnownToAllWhoHasANeighboursLink() {
    two.follow(List.of("Hands", "Wilkes"));
    one.take(IN, losses::add);
    assertThat(two.holder(IN)).isEmpty();
    two.tend();
    await().until(() -> two.holder(IN).isPresent());
    assertThat(two.holder(IN)).contains("one");

    one.close();
    await()
        .until(
            () -> {
              two.tend();
              return two.holder(IN).isEmpty();
            });
    two.follow(List.of("Wilkes"));
    assertThat(two.holder(IN)).isEmpty();
  }

  @Test
  void anEngineThatIsBackIsAskedOn() {
    var lease = claim(one, OUT);
    engine.cutOff("one");
    pass(Duration.ofSeconds(1));
    one.tend();
    await().until(() -> engine.unanswered() == 1);
    engine.reconnect("one");
    pass(Duration.ofSeconds(1));
    awaitRenewal();
    assertThat(lease.isHeld()).isTrue();
  }
}
