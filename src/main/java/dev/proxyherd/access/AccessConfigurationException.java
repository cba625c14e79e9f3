package dev.proxyherd.access;

import dev.proxyherd.settings.SettingException;

/** A setting under {@code herd.client.auth} that the member cannot start with. */
public final class AccessConfigurationException extends SettingException {
  /**
   * @param key the property at fault
   * @param value its value, or words for it where it is missing or secret
   * @param problem what is wrong with the value
   * @param remedy what would be right
   */
  AccessConfigurationException(String key, String value, String problem, String remedy) {
    super(key, "%s = %s: %s".formatted(key, value, problem), remedy, null);
  }
}
