package dev.proxyherd.tcp;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which SSL bundle Spring Boot cannot make, before a port gets to see it, and why. */
final class SslBundleFailureAnalyzer extends AbstractFailureAnalyzer<IllegalStateException> {
  private static final String BOOTS_OWN = "Unable to register SSL bundle";

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, IllegalStateException cause) {
    if (!String.valueOf(cause.getMessage()).startsWith(BOOTS_OWN)) {
      return null;
    }
    return new FailureAnalysis(
        "spring.ssl.bundle: " + TlsConfigurationException.reason(cause) + ".",
        "Correct what spring.ssl.bundle says of it, or the files that it names, which this process"
            + " must be able to read (./herd certs makes some for trying out).",
        cause);
  }
}
