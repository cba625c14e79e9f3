package dev.proxyherd.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.proxyherd.access.AuthProperties.PrincipalProperties;
import dev.proxyherd.location.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The SHA-256 of a token, which is all that a member keeps of it. Tokens are random and long, so
 * that a slow hash, made for passwords, would only help those who send wrong ones.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
record TokenHash(String hex) {
  static TokenHash of(ByteString token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(token.toBytes());
      return new TokenHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** As it is configured; empty for one that is known by a certificate only. */
  static Optional<TokenHash> of(PrincipalProperties principal) {
    if (!principal.tokenSha256().isEmpty()) {
      return Optional.of(new TokenHash(principal.tokenSha256().toLowerCase(Locale.ROOT)));
    }
    return principal.token().isEmpty()
        ? Optional.empty()
        : Optional.of(of(ByteString.of(principal.token())));
  }

  /** Compares in a time that tells nothing about where the difference is. */
  boolean matches(TokenHash other) {
    return MessageDigest.isEqual(hex.getBytes(US_ASCII), other.hex.getBytes(US_ASCII));
  }
}
