package dev.proxyherd.tcp;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which port is taken, and what to do. */
final class PortUnavailableFailureAnalyzer
    extends AbstractFailureAnalyzer<PortUnavailableException> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, PortUnavailableException cause) {
    return new FailureAnalysis(
        "%s: %s".formatted(cause.property(), cause.getMessage()),
        "Stop the program that listens there, or give this member another port by that property "
            + "(and tell its neighbours, if it is the peer port).",
        cause);
  }
}
