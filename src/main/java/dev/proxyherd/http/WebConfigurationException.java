package dev.proxyherd.http;

import dev.proxyherd.settings.SettingException;

/** A setting under {@code herd.web} that the member cannot start with. */
public final class WebConfigurationException extends SettingException {
  /**
   * @param key the property at fault
   * @param value what it is
   * @param problem what is wrong with it
   * @param remedy what would be right
   */
  public WebConfigurationException(String key, String value, String problem, String remedy) {
    super(key, "%s = '%s': %s".formatted(key, value, problem), remedy, null);
  }
}
