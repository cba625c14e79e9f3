package dev.proxyherd.settings;

import org.jspecify.annotations.Nullable;

/**
 * A setting that the member cannot start with. Shown with the place where it is set and with what
 * would be right, and without a stack trace.
 */
public abstract class SettingException extends RuntimeException {
  private final String key;
  private final String remedy;

  /**
   * @param key the property at fault, as one would write it
   * @param message what is wrong; with its value, unless that is secret
   * @param remedy what would be right, as a sentence
   */
  protected SettingException(String key, String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.key = key;
    this.remedy = remedy;
  }

  /** The property at fault. */
  public final String key() {
    return key;
  }

  /** What would be right, as a sentence. */
  public final String remedy() {
    return remedy;
  }
}
