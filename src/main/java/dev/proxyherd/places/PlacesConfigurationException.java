package dev.proxyherd.places;

import dev.proxyherd.settings.SettingException;

/** A setting under {@code herd.places} that the member cannot start with. */
public final class PlacesConfigurationException extends SettingException {
  /**
   * @param property the setting's name
   * @param value what it is, as text; never a key
   * @param reason what is wrong with it
   * @param fix what would be right
   */
  public PlacesConfigurationException(String property, String value, String reason, String fix) {
    super(property, property + " is " + value + ", but " + reason, fix, null);
  }
}
