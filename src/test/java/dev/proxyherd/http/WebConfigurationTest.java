package dev.proxyherd.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.settings.SettingException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.web.server.Ssl.ClientAuth;
import org.springframework.util.unit.DataSize;

/** Settings of the web port that cannot be, and a member that has none. */
class WebConfigurationTest {
  private static WebProperties properties(String bundle, ClientAuth clientAuth) {
    var second = Duration.ofSeconds(1);
    return new WebProperties(
        10,
        0,
        DataSize.ofKilobytes(1),
        second,
        second,
        second,
        new WebProperties.Cors(List.of()),
        new WebProperties.Ssl(bundle, clientAuth));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "map.example.org",
        "https://map.example.org/",
        "https://map.example.org/map",
        "https://map.example.org?x",
        "https://user@map.example.org",
        "file:///map.html",
        "https://*.example.org",
        "null"
      })
  void whatIsNoOriginIsNamed(String origin) {
    assertThatThrownBy(() -> WebHandlers.checkOrigins(List.of("https://a.example.org", origin)))
        .isInstanceOf(WebConfigurationException.class)
        .hasMessageContaining("herd.web.cors.origins = '" + origin + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "https://map.example.org", "http://localhost:8080", "http://[::1]"})
  void originsAre(String origin) {
    WebHandlers.checkOrigins(List.of(origin));
  }

  @Test
  void certificatesWithoutTlsAndABundleThatIsNotThereAreNamed() {
    var configuration = new WebConfiguration();
    var bundles = new DefaultSslBundleRegistry();
    assertThat(configuration.webTls(properties("", ClientAuth.NONE), bundles)).isNull();
    assertThatThrownBy(() -> configuration.webTls(properties("", ClientAuth.NEED), bundles))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("herd.web.ssl.client-auth = 'need'");
    assertThatThrownBy(() -> configuration.webTls(properties("other", ClientAuth.NONE), bundles))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("herd.web.ssl.bundle = 'other'");
  }

  @Test
  void withoutAPortThereIsNothing() {
    var server =
        new WebServer(
            "herd.members.Goloman.web-port",
            "127.0.0.1",
            -1,
            properties("", ClientAuth.NONE),
            new WebConnections(10, 0),
            null,
            () -> {
              throw new AssertionError("nothing is served");
            },
            List::of);
    server.start();
    assertThat(server.port()).isEqualTo(-1);
    assertThat(server.isListening()).isFalse();
    assertThat(server.isRunning()).isFalse();
    assertThat(server.drain(Duration.ZERO).cut()).isZero();
    server.stop();
  }
}
