package dev.proxyherd.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.cli.TestCertificates;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/** How a server that speaks TLS bears those that do not, or are not to be trusted. */
class TlsRefusalTest extends EncryptedServer {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "IAMAT kiwi +1+1 1\n",
        "GET / HTTP/1.1\r\n\r\n",
        "\u0016\u0003\u0001\0\u0005abcde"
      })
  void whoeverSpeaksNoTlsIsClosed(String text) {
    try (var client = LineSocket.connect(server.getPort())) {
      client.send(text).awaitClose();
      awaitEnds(CloseReason.TLS_FAILED);
    }
    assertThat(taken).isEmpty();
  }

  @Test
  void noiseIsClosed() {
    var random = Seeds.random();
    for (var i = 1; i <= 50; i++) {
      var noise = new byte[1_000];
      random.nextBytes(noise);
      noise[0] = (byte) (22 + random.nextInt(2)); // a record of a handshake, or of data
      noise[1] = 3;
      noise[3] = (byte) random.nextInt(3);
      noise[4] = 100;
      noise[6] = -1; // more than any handshake
      try (var client = LineSocket.connect(server.getPort())) {
        client.send(noise).awaitClose();
      }
    }
    await().atMost(LONG).untilAsserted(() -> assertThat(ends).hasSize(50));
    assertThat(ends).containsOnly(CloseReason.TLS_FAILED);
    assertThat(taken).isEmpty();
  }

  @Test
  void aSilentHandshakeCountsAsAConnection() {
    try (var first = LineSocket.connect(server.getPort());
        var second = LineSocket.connect(server.getPort());
        var third = LineSocket.connect(server.getPort())) {
      third.awaitClose();
      awaitEnds(CloseReason.TOO_MANY_CONNECTIONS);
      assertThat(first.isQuiet()).isTrue();
      assertThat(second.isQuiet()).isTrue();
    }
  }

  @Test
  void aSilentHandshakeEnds() {
    restart(server(SHORT, LONG, ClientAuth.NONE));
    try (var silent = LineSocket.connect(server.getPort());
        var half = LineSocket.connect(server.getPort()).send(new byte[] {22, 3, 1})) {
      silent.awaitClose();
      half.awaitClose();
    }
    awaitEnds(CloseReason.LINE_TIMEOUT, CloseReason.LINE_TIMEOUT);
    assertThat(server.openConnections()).isZero();
  }

  @Test
  void aClientThatLeavesBeforeTheHandshakeHasFinished() {
    LineSocket.connect(server.getPort()).close();
    LineSocket.connect(server.getPort()).send("\u0016\u0003\u0001").close();
    awaitEnds(CloseReason.FINISHED, CloseReason.FINISHED);
  }

  @Test
  void clientsThatMustSayWhoTheyAreAndDoNotAreRefused() throws IOException {
    restart(server(LONG, LONG, ClientAuth.NEED));
    refused(STRANGER);
    try (var kiwi = connect(TestCertificates.VALID.bundle("kiwi").createSslContext())) {
      assertThat(kiwi.ask("one")).isEqualTo("one");
    }
    assertThat(names).containsExactly(Optional.of("kiwi"));
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "FOREIGN"})
  void certificatesThatAreNotGoodAreRefused(TestCertificates certificates) {
    restart(server(LONG, LONG, ClientAuth.NEED));
    refused(certificates.bundle("Hands").createSslContext());
    assertThat(names).isEmpty();
  }

  private void refused(SSLContext tls) {
    assertThatThrownBy(
            () -> {
              try (var client = connect(tls)) {
                client.ask("one");
              }
            })
        .isInstanceOfAny(IOException.class, UncheckedIOException.class, AssertionError.class);
    await().atMost(LONG).untilAsserted(() -> assertThat(ends).contains(CloseReason.TLS_FAILED));
    assertThat(taken).isEmpty();
  }

  @Test
  void aClientThatDoesNotTrustTheMemberIsToldAsOne() throws Exception {
    try (var client = LineSocket.connect(server.getPort())) {
      assertThatThrownBy(() -> client.encrypt(SSLContext.getDefault()))
          .isInstanceOf(SSLException.class);
    }
    awaitEnds(CloseReason.TLS_FAILED);
  }
}
