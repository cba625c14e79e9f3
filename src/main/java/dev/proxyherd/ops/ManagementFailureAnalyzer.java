package dev.proxyherd.ops;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start with two sentences instead of a stack trace. */
final class ManagementFailureAnalyzer extends AbstractFailureAnalyzer<ManagementPasswordException> {
  private static final String FIX =
      "Set HERD_MANAGEMENT_PASSWORD, or the property herd.management.password, to a longer one,"
          + " such as the output of: openssl rand -hex 32. Or leave it out: then nobody but who"
          + " asks for health, info and meters gets an answer over HTTP.";

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ManagementPasswordException cause) {
    return new FailureAnalysis(cause.getMessage() + ".", FIX, cause);
  }
}
