package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * What a member wants to hear before it says over HTTP more than how it is.
 *
 * @param password of the user {@code herd}; empty where there is none
 */
record Credentials(String password) {
  /** What the environment says goes before the profiles, as it does for members. */
  static final String VARIABLE = "HERD_MANAGEMENT_PASSWORD";

  static Credentials none() {
    return new Credentials("");
  }

  /** The value of the header {@code Authorization}. */
  String header() {
    return "Basic " + Base64.getEncoder().encodeToString(("herd:" + password).getBytes(UTF_8));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return password.isEmpty() ? "none" : "set";
  }
}
