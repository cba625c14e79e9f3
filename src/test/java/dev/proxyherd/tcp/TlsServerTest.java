package dev.proxyherd.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.cli.TestCertificates;
import dev.proxyherd.testing.LineSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/** What clients see of a server that speaks TLS. */
class TlsServerTest extends EncryptedServer {
  /** More than all buffers on the way hold. */
  private static final int LINES = 200_000;

  @Test
  void answersAndTakesTheEndOfTlsForTheEndOfTheInput() throws IOException {
    try (var client = connect(STRANGER)) {
      assertThat(client.ask("one")).isEqualTo("one");
      assertThat(client.send("two\nthree").shutdownOutput().readToEnd()).isEqualTo("two\nthree\n");
    }
    awaitEnds(CloseReason.FINISHED);
    assertThat(names).containsExactly(Optional.empty());
  }

  @Test
  void answersAllToASlowReaderInOrder() throws Exception {
    var lines = new StringBuilder();
    for (var i = 0; i < LINES; i++) {
      lines.append(i).append("-".repeat(80)).append('\n');
    }
    try (var client = LineSocket.connect(server.getPort(), 4 * 1024).encrypt(STRANGER)) {
      var sent = CompletableFuture.runAsync(() -> client.send(lines.toString()).shutdownOutput());
      await().pollInterval(SHORT).until(new Standstill()::isThere);
      assertThat(taken).hasSizeLessThan(LINES);
      assertThat(client.readToEnd()).isEqualTo(lines.toString());
      sent.join();
    }
    awaitEnds(CloseReason.FINISHED);
  }

  @Test
  void aLineThatWasCutOffIsNoLine() throws IOException {
    try (var client = connect(STRANGER)) {
      client.send("one\ntw");
      await().until(() -> taken.contains("one"));
      client.belowTls().shutdownOutput(); // as anybody on the way can
      assertThat(client.readToEnd()).isEqualTo("one\n");
    }
    awaitEnds(CloseReason.FINISHED);
    assertThat(taken).containsExactly("one");
  }

  @Test
  void noiseAfterTheHandshakeIsClosed() throws IOException {
    try (var client = connect(STRANGER)) {
      client.ask("one");
      client.belowTls().send("\u0017\u0003\u0003\0 " + "x".repeat(32));
      client.awaitClose();
    }
    awaitEnds(CloseReason.TLS_FAILED);
  }

  @Test
  void aLineHasItsDeadlineAfterTheHandshakeToo() throws IOException {
    restart(server(SHORT, LONG, ClientAuth.NONE));
    try (var client = connect(STRANGER)) {
      await().during(SHORT.multipliedBy(2)).until(ends::isEmpty);
      client.send("half").awaitClose();
    }
    awaitEnds(CloseReason.LINE_TIMEOUT);
  }

  @Test
  void aClientThatDoesNotReadIsClosed(CapturedOutput output) throws IOException {
    restart(server(LONG, SHORT, ClientAuth.NONE));
    try (var deaf = LineSocket.connect(server.getPort(), 4 * 1024).encrypt(STRANGER)) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  deaf.send(("d".repeat(99) + "\n").repeat(100));
                }
              })
          .isInstanceOf(UncheckedIOException.class);
    }
    awaitEnds(CloseReason.WRITE_TIMEOUT);
    assertThat(output.getAll()).doesNotContain("WARN");
  }

  @Test
  void aDrainAnswersWhatHasArrived() throws IOException {
    try (var client = connect(STRANGER)) {
      client.send("1\n2\n3\nhal");
      await().until(() -> taken.size() == 3);
      var drained = CompletableFuture.supplyAsync(() -> server.drain(LONG));
      assertThat(client.readToEnd()).isEqualTo("1\n2\n3\n");
      client.shutdownOutput();
      assertThat(drained.join()).isEqualTo(new Drained(1, 0));
    }
    assertThat(ends).containsExactly(CloseReason.DRAINED);
  }

  @Test
  void aDrainDoesNotWaitForAHandshake() {
    try (var silent = LineSocket.connect(server.getPort())) {
      await().until(() -> server.openConnections() == 1);
      assertThat(server.drain(LONG)).isEqualTo(new Drained(1, 0));
      silent.awaitClose();
    }
    assertThat(ends).containsExactly(CloseReason.DRAINED);
  }

  @Test
  void clientsMaySayWhoTheyAre() throws IOException {
    restart(server(LONG, LONG, ClientAuth.WANT));
    try (var kiwi = connect(TestCertificates.VALID.bundle("kiwi").createSslContext());
        var stranger = connect(STRANGER)) {
      assertThat(kiwi.ask("one")).isEqualTo("one");
      assertThat(stranger.ask("two")).isEqualTo("two");
    }
    assertThat(names).containsExactlyInAnyOrder(Optional.of("kiwi"), Optional.empty());
  }

  @Test
  void olderTlsIsSpokenOnlyWhereTheBundleSaysSo() throws IOException {
    try (var client = LineSocket.connect(server.getPort())) {
      assertThatThrownBy(() -> client.encrypt(STRANGER, "TLSv1.2"))
          .isInstanceOf(SSLException.class);
    }
    awaitEnds(CloseReason.TLS_FAILED);
    var options = SslOptions.of(null, Set.of("TLSv1.2"));
    var bundles =
        new DefaultSslBundleRegistry("test", TestCertificates.VALID.bundle("Goloman", options));
    restart(server(LONG, LONG, Tls.of("test.ssl", "test", ClientAuth.NONE, bundles)));
    try (var client = LineSocket.connect(server.getPort()).encrypt(STRANGER, "TLSv1.2")) {
      assertThat(client.ask("one")).isEqualTo("one");
    }
    awaitEnds(CloseReason.TLS_FAILED, CloseReason.FINISHED);
  }

  /** Whether lines were taken, and none since the last look. */
  private final class Standstill {
    private int before;

    boolean isThere() {
      var last = before;
      before = taken.size();
      return last > 0 && before == last;
    }
  }
}
