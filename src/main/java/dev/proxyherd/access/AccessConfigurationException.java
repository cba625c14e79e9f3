package dev.proxyherd.access;

/** A setting under {@code herd.client.auth} that the member cannot start with. */
public final class AccessConfigurationException extends RuntimeException {
  private final String remedy;

  /**
   * @param key the property at fault
   * @param value its value, or words for it where it is missing or secret
   * @param problem what is wrong with the value
   * @param remedy what would be right
   */
  AccessConfigurationException(String key, String value, String problem, String remedy) {
    super("%s = %s: %s".formatted(key, value, problem));
    this.remedy = remedy;
  }

  /** What would be right, as a sentence. */
  public String remedy() {
    return remedy;
  }
}
