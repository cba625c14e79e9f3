package dev.proxyherd.settings;

import java.nio.file.AccessDeniedException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says which property is set by a file that the member may not read: a secret, usually. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableFileFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    var denied = findCause(cause, AccessDeniedException.class);
    if (denied == null) {
      return null;
    }
    return new FailureAnalysis(
        "%s is set by a file that this member may not read:\n\n    %s"
            .formatted(cause.getName(), denied.getFile()),
        "Make the file readable for user '%s', for example with: chmod 644, in a folder that keeps others away."
            .formatted(System.getProperty("user.name")),
        cause);
  }
}
