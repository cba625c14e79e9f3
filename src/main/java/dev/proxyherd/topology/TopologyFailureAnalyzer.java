package dev.proxyherd.topology;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link TopologyException} as a message that says what to do, without a stack trace. */
final class TopologyFailureAnalyzer extends AbstractFailureAnalyzer<TopologyException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, TopologyException cause) {
    return new FailureAnalysis(
        "The herd's topology is not right:\n\n    " + cause.getMessage(), cause.remedy(), cause);
  }
}
