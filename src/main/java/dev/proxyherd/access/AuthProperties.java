package dev.proxyherd.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code herd.client.auth}: whether clients have to say who they are, and who there is. What it
 * says of principals is checked by {@link PrincipalCheck}, whose messages hold no token.
 *
 * @param enabled whether nobody may do anything on the client port without being known
 * @param maxFailures how many wrong tokens a connection may try before it is closed; 1 to 100
 * @param principals who is known; up to 1,000
 */
@Validated
@ConfigurationProperties("herd.client.auth")
record AuthProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("3") @Min(1) @Max(100) int maxFailures,
    @DefaultValue List<PrincipalProperties> principals) {

  /**
   * One principal. It is known by its token, or by a certificate with its name.
   *
   * @param name printable ASCII without spaces
   * @param token what it proves itself by: at least 16 printable ASCII characters without spaces
   * @param tokenSha256 the SHA-256 of the token instead, in 64 hexadecimal digits
   * @param clients which clients it may move: names, or beginnings of names with a {@code *} behind
   * @param askOthers whether it may ask for clients that it may not move
   */
  record PrincipalProperties(
      @DefaultValue("") String name,
      @DefaultValue("") String token,
      @DefaultValue("") String tokenSha256,
      @DefaultValue List<String> clients,
      @DefaultValue("true") boolean askOthers) {

    /** Without the token: property records find their way into logs. */
    @Override
    public String toString() {
      return "PrincipalProperties[name=%s, clients=%s, askOthers=%s]"
          .formatted(name, clients, askOthers);
    }
  }
}
