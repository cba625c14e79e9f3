package dev.proxyherd.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/**
 * Who operates the member: the user {@code herd}, by its password, over HTTP. Where no password is
 * set, nobody.
 */
public final class Operator {
  public static final String USER = "herd";

  private final byte[] password;

  Operator(ManagementProperties properties) {
    password = properties.password().getBytes(UTF_8);
  }

  /** Whether there is a password. */
  public boolean isKnown() {
    return password.length > 0;
  }

  /**
   * Whether this is the operator. Compares in a time that tells nothing about where the difference
   * is. Without a slow hash: the password is not kept in any form that could leak apart from the
   * configuration, and has to be compared for every request.
   */
  public boolean is(String user, String givenPassword) {
    return isKnown()
        && USER.equals(user)
        && MessageDigest.isEqual(password, givenPassword.getBytes(UTF_8));
  }
}
