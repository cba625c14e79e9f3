package dev.proxyherd.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.cli.TestCertificates;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.testing.LineSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/** A server that speaks TLS, and what becomes of its connections. */
@ExtendWith(OutputCaptureExtension.class)
abstract class EncryptedServer {
  static final Duration SHORT = Duration.ofMillis(300);
  static final Duration LONG = Duration.ofMinutes(1);
  static final SSLContext STRANGER = TestCertificates.stranger();

  final List<CloseReason> ends = new CopyOnWriteArrayList<>();
  final List<Optional<String>> names = new CopyOnWriteArrayList<>();
  final Collection<String> taken = new ConcurrentLinkedQueue<>();
  LineServer server = server(LONG, LONG, ClientAuth.NONE);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop(CapturedOutput output) {
    server.stop();
    assertThat(output.getAll()).doesNotContain("\tat ").doesNotContain("ERROR");
  }

  final LineSocket connect(SSLContext tls) throws IOException {
    return LineSocket.connect(server.getPort()).encrypt(tls);
  }

  final void awaitEnds(CloseReason... reasons) {
    await().atMost(LONG).untilAsserted(() -> assertThat(ends).containsExactly(reasons));
  }

  final void restart(LineServer other) {
    server.stop();
    server = other;
    server.start();
  }

  final LineServer server(Duration line, Duration write, ClientAuth clientAuth) {
    var bundles = new DefaultSslBundleRegistry("test", TestCertificates.VALID.bundle("Goloman"));
    return server(line, write, Tls.of("test.ssl", "test", clientAuth, bundles));
  }

  final LineServer server(Duration line, Duration write, @Nullable Tls tls) {
    var observer =
        new LineObserver() {
          @Override
          public void opened(LineConnection connection) {
            names.add(connection.certificateName());
          }

          @Override
          public void received(LineConnection connection, ByteString text) {
            taken.add(text.toString());
          }

          @Override
          public void closed(LineConnection connection, CloseReason reason) {
            ends.add(reason);
          }
        };
    return EchoServer.of(new LineLimits(2, 0, 100, 2_000, line, write, LONG), observer, tls);
  }
}
