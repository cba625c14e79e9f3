package dev.proxyherd.access;

import dev.proxyherd.access.AuthProperties.PrincipalProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What must hold for principals to be told apart. Stops at the first thing that does not. */
final class PrincipalCheck {
  private static final int MAX_PRINCIPALS = 1_000;
  private static final int MIN_TOKEN_CHARACTERS = 16;
  private static final int MAX_TOKEN_CHARACTERS = 4_096;
  private static final int MAX_NAME_CHARACTERS = 256;
  private static final Pattern FIELD = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern CLIENT = Pattern.compile("[^ \\t\\x0b\\f\\r\\n]+");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final String PRINCIPALS = "herd.client.auth.principals";

  private final List<PrincipalProperties> principals;

  PrincipalCheck(List<PrincipalProperties> principals) {
    this.principals = principals;
  }

  void run() {
    checkCount();
    var names = new HashMap<String, String>();
    var tokens = new HashMap<String, String>();
    for (var i = 0; i < principals.size(); i++) {
      var key = "%s[%d]".formatted(PRINCIPALS, i);
      var principal = principals.get(i);
      checkName(key + ".name", principal.name(), names);
      checkToken(key, principal);
      checkIsOnlyOne(key, principal, tokens);
      checkClients(key + ".clients", principal.clients());
    }
  }

  private void checkCount() {
    if (principals.isEmpty()) {
      throw new AccessConfigurationException(
          PRINCIPALS,
          "(not set)",
          "with herd.client.auth.enabled nobody else is served",
          "Name at least one principal, or set herd.client.auth.enabled to false.");
    }
    if (principals.size() > MAX_PRINCIPALS) {
      throw new AccessConfigurationException(
          PRINCIPALS,
          principals.size() + " principals",
          "a token is compared with all of them",
          "Name no more than %d: one may have many clients.".formatted(MAX_PRINCIPALS));
    }
  }

  private static void checkName(String key, String name, Map<String, String> names) {
    if (!FIELD.matcher(name).matches() || name.length() > MAX_NAME_CHARACTERS) {
      throw new AccessConfigurationException(
          key,
          quoted(name),
          "a principal's name is a field of the protocol",
          "Use printable ASCII characters without spaces, up to %d, such as acme-trucks."
              .formatted(MAX_NAME_CHARACTERS));
    }
    var other = names.put(name, key);
    if (other != null) {
      throw new AccessConfigurationException(
          key, quoted(name), "it is the name of " + other + " too", "Give each a name of its own.");
    }
  }

  /** Says of a token no more than how long it is. */
  private static void checkToken(String key, PrincipalProperties principal) {
    var token = principal.token();
    var hash = principal.tokenSha256();
    if (!token.isEmpty() && !hash.isEmpty()) {
      throw new AccessConfigurationException(
          key + ".token",
          "(set)",
          "token-sha256 is set too",
          "Keep the SHA-256, and take the token out of the file.");
    }
    if (!hash.isEmpty() && !SHA_256.matcher(hash).matches()) {
      throw new AccessConfigurationException(
          key + ".token-sha256",
          "(%d characters)".formatted(hash.length()),
          "no SHA-256",
          "Set it to 64 hexadecimal digits, as sha256sum gives them for the token without a line"
              + " end");
    }
    var isGood =
        token.length() >= MIN_TOKEN_CHARACTERS
            && token.length() <= MAX_TOKEN_CHARACTERS
            && FIELD.matcher(token).matches();
    if (!token.isEmpty() && !isGood) {
      throw new AccessConfigurationException(
          key + ".token",
          "(%d characters)".formatted(token.length()),
          "it could be guessed, or does not fit into a line",
          "Set it to %d to %d printable ASCII characters without spaces, such as the output of: openssl rand -hex 32"
              .formatted(MIN_TOKEN_CHARACTERS, MAX_TOKEN_CHARACTERS));
    }
  }

  private static void checkIsOnlyOne(
      String key, PrincipalProperties principal, Map<String, String> tokens) {
    TokenHash.of(principal)
        .ifPresent(
            hash -> {
              var other = tokens.put(hash.hex(), key);
              if (other != null) {
                throw new AccessConfigurationException(
                    key + ".token",
                    "(set)",
                    "it is the token of " + other + " too",
                    "Give each a token of its own.");
              }
            });
  }

  private static void checkClients(String key, List<String> clients) {
    for (var client : clients) {
      if (!CLIENT.matcher(client).matches()) {
        throw new AccessConfigurationException(
            key,
            quoted(client),
            "no client can have this name",
            "Write names without spaces, or the beginning of names and an asterisk, such as"
                + " truck-*.");
      }
    }
  }

  private static String quoted(String value) {
    return "'" + value + "'";
  }
}
