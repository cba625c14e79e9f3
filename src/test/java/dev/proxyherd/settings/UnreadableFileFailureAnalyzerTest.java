package dev.proxyherd.settings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.AccessDeniedException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;

class UnreadableFileFailureAnalyzerTest {
  @Test
  void namesThePropertyAndTheFile() {
    var denied = new AccessDeniedException("/run/secrets/herd.secret");
    var analysis = requireNonNull(analyze(Map.of("herd.secret", new Unreadable(denied))));
    assertThat(analysis.getDescription()).contains("herd.secret is set").contains(denied.getFile());
    assertThat(analysis.getAction()).contains(System.getProperty("user.name"));
  }

  @Test
  void leavesOtherTroubleToOthers() {
    assertThat(analyze(Map.of("herd.port", "many"))).isNull();
  }

  record Herd(@DefaultValue("") String secret, @DefaultValue("0") int port) {}

  private static @Nullable FailureAnalysis analyze(Map<String, Object> properties) {
    var binder = new Binder(new MapConfigurationPropertySource(properties));
    var failure = catchThrowable(() -> binder.bind("herd", Herd.class));
    return new UnreadableFileFailureAnalyzer().analyze(failure);
  }

  /** The content of a file, as Spring has it: read when it is asked for. */
  private record Unreadable(AccessDeniedException denied) implements CharSequence {
    @Override
    public String toString() {
      throw new IllegalStateException(denied);
    }

    @Override
    public int length() {
      return toString().length();
    }

    @Override
    public char charAt(int index) {
      return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return toString().substring(start, end);
    }
  }
}
