package dev.proxyherd.access;

import dev.proxyherd.settings.SettingException;

/** A password that the member does not start with. */
final class ManagementPasswordException extends SettingException {
  private static final String FIX =
      "Set HERD_MANAGEMENT_PASSWORD, or the property herd.management.password, to a longer one,"
          + " such as the output of: openssl rand -hex 32. Or leave it out: then nobody but who"
          + " asks for health, info and meters gets an answer over HTTP.";

  /** Says what is wrong, and nothing of the password. */
  ManagementPasswordException(String problem) {
    super("herd.management.password", problem, FIX, null);
  }
}
