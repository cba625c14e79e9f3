package dev.proxyherd.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.access.AuthProperties.PrincipalProperties;
import dev.proxyherd.location.ByteString;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is known by what, what they may do, and what cannot be configured. */
class PrincipalsTest {
  private static final String TOKEN = "acme-token-of-acme";
  private static final String OTHER = "zoo-token-of-the-zoo";

  @Test
  void knowsATokenByItselfOrByItsHash() {
    var hash = TokenHash.of(ByteString.of(OTHER)).hex();
    var principals =
        principals(withToken("acme", TOKEN), withHash("zoo", hash.toUpperCase(Locale.ROOT)));
    assertThat(nameOf(principals, TOKEN)).isEqualTo("acme");
    assertThat(nameOf(principals, OTHER)).isEqualTo("zoo");
    assertThat(nameOf(principals, hash)).as("the hash is no token").isEqualTo("nobody");
    assertThat(nameOf(principals, TOKEN + "x")).isEqualTo("nobody");
    assertThat(nameOf(principals, "")).isEqualTo("nobody");
  }

  @Test
  void hashesAsSha256sumDoes() {
    assertThat(TokenHash.of(ByteString.of("abc")).hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void knowsTheNameOfACertificateAndNeedsNoTokenForIt() {
    var principals = principals(withToken("acme", TOKEN), withToken("truck-7.acme.example", ""));
    assertThat(principals.named("truck-7.acme.example")).isPresent();
    assertThat(principals.named("Acme")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "kiwi, kiwi, true",
    "kiwi, kiwi2, false",
    "kiwi, kiw, false",
    "kiwi, KIWI, false",
    "truck-*, truck-7, true",
    "truck-*, truck-, true",
    "truck-*, truck, false",
    "truck-*, my-truck-7, false",
    "*, anything, true",
    "t*k, truck, false",
    "t*k, t*k, true"
  })
  void bindsClientsByNameOrBeginning(String pattern, String client, boolean may) {
    var principal = new Principal("acme", List.of(ClientPattern.of(pattern)), false);
    assertThat(principal.mayMove(ByteString.of(client))).isEqualTo(may);
    assertThat(principal.mayAskFor(ByteString.of(client))).isEqualTo(may);
    var curious = new Principal("acme", List.of(ClientPattern.of(pattern)), true);
    assertThat(curious.mayMove(ByteString.of(client))).isEqualTo(may);
    assertThat(curious.mayAskFor(ByteString.of(client))).isTrue();
  }

  @Test
  void whoMayMoveNoneMayStillAsk() {
    var principal = new Principal("dashboard", List.of(), true);
    assertThat(principal.mayMove(ByteString.of("kiwi"))).isFalse();
    assertThat(principal.mayAskFor(ByteString.of("kiwi"))).isTrue();
  }

  @Test
  void asksForNothingWhereItIsOff() {
    var properties = new AuthProperties(false, 3, List.of(withToken("", "short")));
    assertThat(new Principals(properties).areRequired()).isFalse();
  }

  @Test
  void refusesPrincipalsThatCannotBeToldApart() {
    assertRefused(
        "principals[1].name = 'acme'", withToken("acme", TOKEN), withToken("acme", OTHER));
    assertRefused("principals[1].token = (set)", withToken("a", TOKEN), withToken("b", TOKEN));
    var hash = TokenHash.of(ByteString.of(TOKEN)).hex();
    assertRefused("principals[1].token = (set)", withToken("a", TOKEN), withHash("b", hash));
  }

  @Test
  void refusesWhatNobodyCanBe() {
    assertRefused("principals = (not set)");
    assertRefused("principals[0].name = ''", withToken("", TOKEN));
    assertRefused("principals[0].name = 'two words'", withToken("two words", TOKEN));
    assertRefused(
        "principals = 1001 principals",
        Collections.nCopies(1_001, withToken("acme", TOKEN)).toArray(PrincipalProperties[]::new));
    assertRefused(
        "principals[0].clients = 'two words'",
        new PrincipalProperties("acme", TOKEN, "", List.of("kiwi", "two words"), true));
    assertRefused(
        "principals[0].clients = ''",
        new PrincipalProperties("acme", TOKEN, "", List.of(""), true));
  }

  @Test
  void saysWhatIsWrongWithATokenAndNotWhatItIs() {
    assertRefused("principals[0].token = (14 characters)", withToken("acme", "secret-secret-"));
    assertRefused(
        "principals[0].token = (20 characters)", withToken("acme", "secret secret secret"));
    assertRefused(
        "principals[0].token = (5000 characters)", withToken("acme", "secre".repeat(1000)));
    assertRefused(
        "principals[0].token-sha256 = (18 characters)", withHash("acme", "secretsecretsecret"));
    assertRefused(
        "principals[0].token = (set)",
        new PrincipalProperties("acme", "secret-secret-secret", "ab".repeat(32), List.of(), true));
    assertThat(withToken("acme", "secret").toString()).doesNotContain("secret");
  }

  private static void assertRefused(String what, PrincipalProperties... principals) {
    assertThatThrownBy(() -> principals(principals))
        .isInstanceOfSatisfying(
            AccessConfigurationException.class,
            refusal -> {
              assertThat(refusal).hasMessageContaining("herd.client.auth." + what);
              assertThat(refusal.getMessage() + refusal.remedy()).doesNotContain("secre");
            });
  }

  private static Principals principals(PrincipalProperties... principals) {
    return new Principals(new AuthProperties(true, 3, List.of(principals)));
  }

  private static PrincipalProperties withToken(String name, String token) {
    return new PrincipalProperties(name, token, "", List.of("kiwi"), true);
  }

  private static PrincipalProperties withHash(String name, String hash) {
    return new PrincipalProperties(name, "", hash, List.of("kiwi"), true);
  }

  private static String nameOf(Principals principals, String token) {
    return principals.withToken(ByteString.of(token)).map(Principal::name).orElse("nobody");
  }
}
