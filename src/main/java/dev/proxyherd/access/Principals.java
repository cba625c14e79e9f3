package dev.proxyherd.access;

import dev.proxyherd.access.AuthProperties.PrincipalProperties;
import dev.proxyherd.location.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is known at the client port. */
public final class Principals {
  private final boolean required;
  private final int maxFailures;
  private final Map<String, Principal> byName = new LinkedHashMap<>();
  private final Map<TokenHash, Principal> byToken = new LinkedHashMap<>();

  /**
   * Checks what the configuration says, where it is to be used.
   *
   * @throws AccessConfigurationException names the first property at fault
   */
  Principals(AuthProperties properties) {
    required = properties.enabled();
    maxFailures = properties.maxFailures();
    if (required) {
      new PrincipalCheck(properties.principals()).run();
      properties.principals().forEach(this::add);
    }
  }

  private void add(PrincipalProperties properties) {
    var principal =
        new Principal(properties.name(), patterns(properties.clients()), properties.askOthers());
    byName.put(principal.name(), principal);
    TokenHash.of(properties).ifPresent(hash -> byToken.put(hash, principal));
  }

  private static List<ClientPattern> patterns(List<String> clients) {
    return clients.stream().map(ClientPattern::of).toList();
  }

  /** Whether nobody may do anything without being known. */
  public boolean areRequired() {
    return required;
  }

  /** How many wrong tokens a connection may try. */
  public int maxFailures() {
    return maxFailures;
  }

  /** Whoever has this name, which a certificate has proved. */
  public Optional<Principal> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whoever has this token; compares with all, so that the time tells nothing. */
  public Optional<Principal> withToken(ByteString token) {
    var given = TokenHash.of(token);
    Optional<Principal> found = Optional.empty();
    for (var known : byToken.entrySet()) {
      if (known.getKey().matches(given)) {
        found = Optional.of(known.getValue());
      }
    }
    return found;
  }
}
