package dev.proxyherd.site;

import dev.proxyherd.settings.SettingException;
import org.jspecify.annotations.Nullable;

/** A setting under {@code herd.store.redis} that a replica cannot start with. */
final class SiteException extends SettingException {
  /**
   * @param setting its name below {@code herd.store.redis}
   * @param message what is wrong
   * @param remedy what would be right, as a sentence
   */
  SiteException(String setting, String message, String remedy, @Nullable Throwable cause) {
    super("herd.store.redis." + setting, message, remedy, cause);
  }
}
