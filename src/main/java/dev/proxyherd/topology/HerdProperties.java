package dev.proxyherd.topology;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the profiles say about the herd, as it stands there; {@link Topology#of} checks it.
 *
 * @param name this member's name; empty when no profile names one
 * @param neighbours the names of the members that this one is linked to
 * @param members the address table: every member's addresses by name
 * @param secret what members prove to each other that they belong to the herd
 * @param bindAddress the address that all ports listen on
 * @param profiles the folder of the profiles; not in a profile, which is read when it is known
 */
@ConfigurationProperties("herd")
public record HerdProperties(
    @DefaultValue("") String name,
    @DefaultValue List<String> neighbours,
    @DefaultValue Map<String, MemberAddress> members,
    @DefaultValue("") String secret,
    @DefaultValue("0.0.0.0") String bindAddress,
    @DefaultValue("./application-profiles") String profiles) {

  /**
   * Where a member is to be found. A port of 0 is any free one: good for the member itself, in
   * tests, and no good for those that are to dial it.
   *
   * @param host its name or address
   * @param clientPort for clients
   * @param peerPort for neighbours
   * @param httpPort for operators, over HTTP
   * @param webPort for apps and browsers, over HTTP; -1 for none
   */
  public record MemberAddress(
      @DefaultValue("") String host,
      @DefaultValue(MISSING) int clientPort,
      @DefaultValue(MISSING) int peerPort,
      @DefaultValue(MISSING) int httpPort,
      @DefaultValue(MISSING) int webPort) {
    /** Out of range, so that a port that was forgotten or misspelt is not taken for "any". */
    private static final String MISSING = "-1";

    /** Whether apps and browsers are served at all. */
    public boolean hasWebPort() {
      return webPort >= 0;
    }
  }

  /** How every secret begins that comes with the program, and is known to everybody. */
  private static final String DEMONSTRATION = "demo-secret-";

  /** Whether the secret is one that everybody knows. */
  boolean hasDemonstrationSecret() {
    return secret.startsWith(DEMONSTRATION);
  }

  /** Without the secret: property records find their way into logs. */
  @Override
  public String toString() {
    return "HerdProperties[name=%s, neighbours=%s, members=%s, bindAddress=%s]"
        .formatted(name, neighbours, members, bindAddress);
  }
}
