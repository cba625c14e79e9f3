package dev.proxyherd.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.site.Functions.Claim;
import dev.proxyherd.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas and one link. */
class LeaseFunctionsTest {
  private static final String LINK = "herd:Goloman:link:Hands";
  private static final long LONG = 600_000;

  private static RedisServer server;
  private static FunctionCalls functions;

  @BeforeAll
  static void start() {
    server = RedisServer.startWithAllSlots();
    functions = FunctionCalls.on(server);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void forget() {
    server.flush();
  }

  @Test
  void aLeaseIsOneReplicasUntilItRunsOut() {
    var first = functions.lease(LINK, "one", LONG, Claim.FREE);
    assertThat(first.isGranted()).isTrue();
    assertThat(functions.lease(LINK, "two", LONG, Claim.FREE))
        .isEqualTo(new Replies.Lease(0, "one"));
    assertThat(functions.lease(LINK, "one", 1, Claim.FREE)).isEqualTo(first);
    var second =
        await()
            .until(() -> functions.lease(LINK, "two", LONG, Claim.FREE), Replies.Lease::isGranted);
    assertThat(second.token()).isGreaterThan(first.token());
    assertThat(functions.lease(LINK, "one", LONG, Claim.FREE))
        .isEqualTo(new Replies.Lease(0, "two"));
  }

  @Test
  void aLeaseThatRanOutAndThatNobodyTookKeepsItsToken() {
    var first = functions.lease(LINK, "one", 0, Claim.FREE);
    assertThat(functions.lease(LINK, "one", LONG, Claim.FREE)).isEqualTo(first);
  }

  @Test
  void whoTakesALeaseFencesItsHolderOff() {
    var first = functions.lease(LINK, "one", LONG, Claim.FREE);
    var second = functions.lease(LINK, "two", LONG, Claim.TAKE);
    assertThat(second.token()).isGreaterThan(first.token());
    assertThat(functions.receipt(LINK, Functions.receipt(second.token(), "epoch", 7))).isTrue();
    assertThat(functions.receipt(LINK, Functions.receipt(first.token(), "epoch", 9))).isFalse();
    assertThat(functions.receipt(LINK)).isEqualTo("[epoch, 7]");
    assertThat(functions.release(LINK, "one", first.token())).isFalse();
    assertThat(functions.release(LINK, "two", first.token())).isFalse();
    assertThat(functions.lease(LINK, "one", LONG, Claim.FREE).holder()).isEqualTo("two");
  }

  @Test
  void whatIsReleasedIsFreeUnderAGreaterToken() {
    var first = functions.lease(LINK, "one", LONG, Claim.FREE);
    assertThat(functions.release(LINK, "one", first.token())).isTrue();
    assertThat(functions.release(LINK, "one", first.token())).isFalse();
    var again = functions.lease(LINK, "one", LONG, Claim.FREE);
    assertThat(again.token()).isGreaterThan(first.token());
  }

  @Test
  void aReceiptGoesBackInAnotherEpochOnly() {
    var token = functions.lease(LINK, "one", LONG, Claim.TAKE).token();
    for (var number : new long[] {99, 100, 20, Long.MAX_VALUE, Long.MAX_VALUE - 1}) {
      assertThat(functions.receipt(LINK, Functions.receipt(token, "epoch", number))).isTrue();
    }
    assertThat(functions.receipt(LINK)).isEqualTo("[epoch, %d]".formatted(Long.MAX_VALUE));
    assertThat(functions.receipt(LINK, Functions.receipt(token, "other", 3))).isTrue();
    assertThat(functions.receipt(LINK)).isEqualTo("[other, 3]");
  }

  @Test
  void nobodyHoldsALinkWhoseReceiptIsLowered() {
    var token = functions.lease(LINK, "one", LONG, Claim.TAKE).token();
    assertThat(functions.receipt(LINK, Functions.receipt(token, "epoch", 1000))).isTrue();
    assertThat(functions.receipt(LINK, Functions.lowerReceipt(200))).isTrue();
    assertThat(functions.receipt(LINK)).isEqualTo("[epoch, 200]");
    assertThat(functions.receipt(LINK, Functions.receipt(token, "epoch", 1001))).isFalse();
    assertThat(functions.receipt(LINK, Functions.lowerReceipt(300))).isTrue();
    assertThat(functions.receipt(LINK)).isEqualTo("[epoch, 200]");
    var next = functions.lease(LINK, "two", LONG, Claim.FREE);
    assertThat(next.token()).isGreaterThan(token + 1);
    assertThat(functions.receipt(LINK, Functions.receipt(next.token(), "epoch", 201))).isTrue();
  }

  @Test
  void aReceiptThatWasNeverWrittenIsNotLowered() {
    assertThat(functions.receipt(LINK, Functions.lowerReceipt(200))).isTrue();
    assertThat(functions.commands().exists(FunctionCalls.key(LINK, "receipt"))).isZero();
    assertThat(functions.receipt(LINK, Functions.receipt(0, "epoch", 1))).isFalse();
  }
}
