package dev.proxyherd.settings;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says by which key the HTTP port was chosen that is taken; Spring Boot's does not know. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class HttpPortFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {
  private final @Nullable Environment environment;

  HttpPortFailureAnalyzer(@Nullable Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
    var asked = environment;
    if (asked == null) {
      return null;
    }
    var own = "herd.members." + asked.getProperty("herd.name") + ".http-port";
    var port = Integer.toString(cause.getPort());
    var key =
        List.of("management.server.port", "server.port", own).stream()
            .filter(candidate -> Objects.equals(asked.getProperty(candidate), port))
            .findFirst()
            .orElse(own);
    return new FailureAnalysis(
        "%s: cannot listen on port %s: Address already in use%s"
            .formatted(key, port, Origins.setWhere(asked, key)),
        "Stop the program that listens there, or give this member another port by that property.",
        cause);
  }
}
