package dev.proxyherd.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.cli.TestCertificates;
import dev.proxyherd.testing.LineSocket;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/** What becomes of connections when the certificate changes under them. */
@ExtendWith(OutputCaptureExtension.class)
class TlsReloadTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final CheckedSslBundles bundles = bundles();
  private final LineServer server =
      EchoServer.of(
          new LineLimits(10, 0, 100, 2_000, LONG, LONG, LONG),
          new LineObserver() {},
          Tls.of("test.ssl.bundle", "test", ClientAuth.NONE, bundles));

  private static CheckedSslBundles bundles() {
    var bundles = new CheckedSslBundles();
    bundles.registerBundle("test", TestCertificates.EXPIRED.bundle("Hands"));
    return bundles;
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void newConnectionsHaveTheNewOneAndOldOnesStay(CapturedOutput output) throws Exception {
    assertThatThrownBy(this::connect).isInstanceOf(SSLException.class);
    bundles.updateBundle("test", TestCertificates.VALID.bundle("Goloman"));
    try (var client = connect()) {
      bundles.updateBundle("test", TestCertificates.EXPIRED.bundle("Hands"));
      assertThat(client.ask("one")).isEqualTo("one");
      assertThatThrownBy(this::connect).isInstanceOf(SSLException.class);
      assertThat(client.ask("two")).isEqualTo("two");
    }
    assertThat(output).contains("test.ssl.bundle: new connections use the new certificate of SSL");
  }

  @Test
  void whatIsOfNoUseIsNotUsed(CapturedOutput output) throws Exception {
    bundles.updateBundle("test", TestCertificates.VALID.bundle("Goloman"));
    var before = bundles.getBundle("test");
    bundles.updateBundle("test", bundle("Hands", "Goloman"));
    connect().close();
    bundles.updateBundle("test", bundle("nobody", "Goloman"));
    connect().close();
    assertThat(bundles.getBundle("test")).isSameAs(before);
    assertThat(output)
        .containsOnlyOnce("its private key is not that of its certificate")
        .contains("nobody.crt")
        .contains("SSL bundle 'test' stays as it was, since its new files cannot be used: ")
        .doesNotContain("\tat ");
  }

  private static SslBundle bundle(String certificate, String key) {
    var valid = TestCertificates.VALID;
    return SslBundle.of(
        new PemSslStoreBundle(
            PemSslStoreDetails.forCertificate(valid.certificate(certificate).toUri().toString())
                .withPrivateKey(valid.key(key).toUri().toString()),
            null));
  }

  private LineSocket connect() throws Exception {
    return LineSocket.connect(server.getPort()).encrypt(TestCertificates.stranger());
  }
}
