package dev.proxyherd.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says of a {@link SettingException}: key, value, file, and what would be right. */
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<SettingException> {
  private final @Nullable Environment environment;

  /**
   * @param environment null when the start failed before there was one
   */
  SettingFailureAnalyzer(@Nullable Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SettingException cause) {
    var message = String.valueOf(cause.getMessage());
    var named = message.startsWith(cause.key()) ? message : cause.key() + ": " + message;
    return new FailureAnalysis(
        named + Origins.setWhere(environment, cause.key()), cause.remedy(), cause);
  }
}
