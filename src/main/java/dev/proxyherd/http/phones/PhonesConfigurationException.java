package dev.proxyherd.http.phones;

import dev.proxyherd.settings.SettingException;

/** A setting under {@code herd.web.phones} that the member cannot start with. */
final class PhonesConfigurationException extends SettingException {
  /**
   * @param key the property at fault
   * @param value what it is
   * @param problem what is wrong with it
   * @param remedy what would be right
   */
  PhonesConfigurationException(String key, String value, String problem, String remedy) {
    super(key, "%s = '%s': %s".formatted(key, value, problem), remedy, null);
  }
}
