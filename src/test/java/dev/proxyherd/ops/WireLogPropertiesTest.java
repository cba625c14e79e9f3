package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is so when nothing is set. */
class WireLogPropertiesTest {
  @Test
  void hasDefaults() {
    var properties = bind(Map.of("herd.wire-log.max-files", "3"));
    assertThat(properties.enabled()).isTrue();
    assertThat(properties.maxFiles()).isEqualTo(3);
    assertThat(properties.fileOf("Goloman")).isEqualTo(Path.of("logs/goloman.wire.log"));
    assertThat(properties.fileOf("../x")).isEqualTo(Path.of("logs/.._x.wire.log"));
  }

  private static WireLogProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("herd.wire-log", WireLogProperties.class)
        .get();
  }
}
