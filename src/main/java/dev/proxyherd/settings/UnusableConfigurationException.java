package dev.proxyherd.settings;

import org.springframework.boot.diagnostics.FailureAnalysis;

/** The configuration files are such that a member would not start with them. */
public final class UnusableConfigurationException extends Exception {
  private final String remedy;

  UnusableConfigurationException(FailureAnalysis analysis) {
    super(analysis.getDescription().strip(), analysis.getCause());
    remedy = String.valueOf(analysis.getAction()).strip();
  }

  /** What would be right, as the start would say it. */
  public String remedy() {
    return remedy;
  }
}
