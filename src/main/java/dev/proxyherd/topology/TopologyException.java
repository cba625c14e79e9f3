package dev.proxyherd.topology;

import dev.proxyherd.settings.SettingException;
import org.jspecify.annotations.Nullable;

/** The profiles describe a herd that cannot be. Ends the start. */
public final class TopologyException extends SettingException {
  /**
   * @param key the property at fault, as one would write it
   * @param value its value, or words for it where it is missing or secret
   * @param problem what is wrong with the value
   * @param remedy what would be right
   */
  TopologyException(String key, String value, String problem, String remedy) {
    this(key, value, problem, remedy, null);
  }

  TopologyException(
      String key, String value, String problem, String remedy, @Nullable Exception cause) {
    super(key, "%s = %s: %s".formatted(key, value, problem), remedy, cause);
  }
}
