package dev.proxyherd.topology;

/** The profiles describe a herd that cannot be. Ends the start. */
public final class TopologyException extends RuntimeException {
  private final String key;
  private final String remedy;

  /**
   * @param key the property at fault, as one would write it
   * @param value its value, or words for it where it is missing or secret
   * @param problem what is wrong with the value
   * @param remedy what would be right
   */
  TopologyException(String key, String value, String problem, String remedy) {
    super("%s = %s: %s".formatted(key, value, problem));
    this.key = key;
    this.remedy = remedy;
  }

  /** The property at fault. */
  public String key() {
    return key;
  }

  /** What would be right, as a sentence. */
  public String remedy() {
    return remedy;
  }
}
