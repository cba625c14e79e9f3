package dev.proxyherd.places;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start with two sentences instead of a stack trace. */
final class PlacesFailureAnalyzer extends AbstractFailureAnalyzer<PlacesConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PlacesConfigurationException cause) {
    return new FailureAnalysis(cause.getMessage() + ".", cause.fix(), cause);
  }
}
