package dev.proxyherd.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start with two sentences instead of a stack trace. */
final class AccessFailureAnalyzer extends AbstractFailureAnalyzer<AccessConfigurationException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, AccessConfigurationException cause) {
    return new FailureAnalysis(cause.getMessage() + ".", cause.remedy(), cause);
  }
}
