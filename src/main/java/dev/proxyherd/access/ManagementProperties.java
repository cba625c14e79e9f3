package dev.proxyherd.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask a member over HTTP for more than health, info and meters: the user {@code herd}.
 *
 * @param password that user's, 16 characters or more; without one, nobody may
 */
@ConfigurationProperties("herd.management")
record ManagementProperties(@DefaultValue("") String password) {
  private static final int MIN_CHARACTERS = 16;

  ManagementProperties {
    if (!password.isEmpty() && password.length() < MIN_CHARACTERS) {
      throw new ManagementPasswordException(
          "herd.management.password = (%d characters): a password has %d or more"
              .formatted(password.length(), MIN_CHARACTERS));
    }
  }

  /** Without the password: property records find their way into logs. */
  @Override
  public String toString() {
    return "ManagementProperties[password=%s]"
        .formatted(password.isEmpty() ? "(not set)" : "(set)");
  }
}
