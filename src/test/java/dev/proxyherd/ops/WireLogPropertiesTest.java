package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What may be set, and what is said of what may not. */
class WireLogPropertiesTest {
  @Test
  void hasDefaults() {
    var properties = bind(Map.of("herd.wire-log.max-files", "3"));
    assertThat(properties.enabled()).isTrue();
    assertThat(properties.maxFiles()).isEqualTo(3);
    assertThat(properties.fileOf("Goloman")).isEqualTo(Path.of("logs/goloman.wire.log"));
    assertThat(properties.fileOf("../x")).isEqualTo(Path.of("logs/.._x.wire.log"));
  }

  @Test
  void saysWhatWouldBeRight() {
    assertThatThrownBy(() -> bind(Map.of("herd.wire-log.buffer", "1KB")))
        .isInstanceOf(BindException.class)
        .hasRootCauseMessage("herd.wire-log.buffer = 1024B: set it to 256KB or more, up to 256MB");
    assertThatThrownBy(() -> bind(Map.of("herd.wire-log.max-size", "1KB")))
        .hasRootCauseMessage("herd.wire-log.max-size = 1024B: set it to 64KB or more");
  }

  private static WireLogProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("herd.wire-log", WireLogProperties.class)
        .get();
  }
}
