package dev.proxyherd.places;

/** A setting under {@code herd.places} that the member cannot start with. */
public final class PlacesConfigurationException extends RuntimeException {
  private final String property;
  private final String fix;

  /**
   * @param property the setting's name
   * @param value what it is, as text; never a key
   * @param reason what is wrong with it
   * @param fix what would be right
   */
  PlacesConfigurationException(String property, String value, String reason, String fix) {
    super(property + " is " + value + ", but " + reason);
    this.property = property;
    this.fix = fix;
  }

  /** The setting's name. */
  public String property() {
    return property;
  }

  /** What would be right. */
  public String fix() {
    return fix;
  }
}
