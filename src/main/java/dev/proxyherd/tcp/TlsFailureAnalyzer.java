package dev.proxyherd.tcp;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with TLS, without a stack trace. */
final class TlsFailureAnalyzer extends AbstractFailureAnalyzer<TlsConfigurationException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, TlsConfigurationException cause) {
    return new FailureAnalysis(cause.getMessage() + ".", cause.fix(), cause);
  }
}
