package dev.proxyherd.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxyherd.cli.TestCertificates;
import dev.proxyherd.tcp.TlsConfigurationException;
import dev.proxyherd.testing.RedisServer;
import io.lettuce.core.RedisException;
import io.lettuce.core.SslOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** How an engine is reached that speaks TLS, and wants to know who asks. */
class EngineTlsTest {
  private final int port = freePort();

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String[] options(TestCertificates certificates) {
    var options = new ArrayList<>(List.of("--bind", "127.0.0.1", "127.0.0.2"));
    options.addAll(List.of("--tls-port", "" + port, "--tls-auth-clients", "yes"));
    options.addAll(List.of("--tls-ca-cert-file", "" + TestCertificates.VALID.authority()));
    options.addAll(List.of("--tls-cert-file", "" + certificates.certificate("Hands")));
    options.addAll(List.of("--tls-key-file", "" + certificates.key("Hands")));
    return options.toArray(String[]::new);
  }

  private static RedisProperties properties(String node, @Nullable String password) {
    return new RedisProperties(
        List.of(node),
        null,
        password,
        new RedisProperties.Ssl("engine"),
        "herd",
        1,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        true,
        0,
        false);
  }

  private static SslOptions ssl() {
    var bundles = new DefaultSslBundleRegistry("engine", TestCertificates.VALID.bundle("kiwi"));
    return EngineTls.of("engine", bundles);
  }

  private static Connections open(String node, @Nullable String password) {
    var properties = properties(node, password);
    return Connections.open(EngineAddress.of(properties), properties.timeout(), ssl());
  }

  @Test
  void allConnectionsAreEncryptedAndShowTheReplicasCertificate() {
    try (var _ = RedisServer.start(options(TestCertificates.VALID));
        var connections = open("127.0.0.1:" + port, null)) {
      assertThat(connections.isCluster()).isFalse();
      assertThat(connections.primaries().getFirst().commands().ping().toCompletableFuture().join())
          .isEqualTo("PONG");
    }
  }

  @Test
  void soAreThoseToTheServersOfACluster() {
    try (var _ = RedisServer.startWithAllSlots(options(TestCertificates.VALID));
        var connections = open("127.0.0.1:" + port, null)) {
      assertThat(connections.isCluster()).isTrue();
      var primary = connections.primaries().getFirst();
      assertThat(primary.commands().ping().toCompletableFuture().join()).isEqualTo("PONG");
    }
  }

  @Test
  void aServerOfAnotherAuthorityOrAnotherNameIsNotTalkedTo() {
    try (var _ = RedisServer.start(options(TestCertificates.FOREIGN))) {
      assertThat(refusal("127.0.0.1:" + port, null)).contains("trust anchors");
    }
    try (var _ = RedisServer.start(options(TestCertificates.VALID))) {
      assertThat(refusal("127.0.0.2:" + port, null)).contains("127.0.0.2");
    }
  }

  private static String refusal(String node, @Nullable String password) {
    var failure = catchThrowableOfType(RedisException.class, () -> open(node, password).close());
    return EngineAddress.explain(failure);
  }

  @Test
  void aWrongPasswordIsNotWaitedFor() {
    try (var server = RedisServer.start(options(TestCertificates.VALID))) {
      server.ask("CONFIG", "SET", "requirepass", "right-one");
      open("127.0.0.1:" + port, "right-one").close();
      for (var wrong : new String[] {"wrong-one", null}) {
        var failure =
            catchThrowableOfType(
                RedisException.class, () -> open("127.0.0.1:" + port, wrong).close());
        assertThatThrownBy(() -> EngineAddress.checkPassword(failure))
            .isInstanceOf(SiteException.class)
            .hasMessageMatching(
                "The engine takes no calls from this process: (WRONGPASS|NOAUTH) .*")
            .hasMessageNotContaining("wrong-one");
      }
    }
    assertThat(properties("valkey:6379", "right-one").toString()).doesNotContain("right-one");
  }

  @Test
  void aBundleThatThereIsNotIsSaid() {
    assertThatThrownBy(() -> EngineTls.of("engin", new DefaultSslBundleRegistry()))
        .isInstanceOf(TlsConfigurationException.class)
        .hasMessageContaining("herd.store.redis.ssl.bundle = 'engin'");
  }
}
