package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.cli.TestCertificates;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.TestMember;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Links by mutual TLS: whose certificate is whose. */
@ExtendWith(OutputCaptureExtension.class)
class TlsLinkTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @AfterEach
  void nobodyLeavesATrace(CapturedOutput log) {
    assertThat(log.getAll()).doesNotContain("\tat ");
  }

  @Test
  void membersWithTheirOwnCertificatesAreLinked() {
    try (var hands = hands(TestCertificates.VALID.properties("herd", "Hands"));
        var goloman = goloman(hands)) {
      awaitState(goloman, LinkState.UP);
      LineSocket.exchange(goloman.clientPort(), "IAMAT kiwi +1+1 1520023934\n");
      await().atMost(SOON).until(() -> hands.knows("kiwi").isPresent());
    }
  }

  @Test
  void anotherMembersCertificateIsRefused(CapturedOutput log) {
    try (var hands = hands(TestCertificates.VALID.properties("herd", "Goloman"));
        var goloman = goloman(hands)) {
      awaitState(goloman, LinkState.REFUSED);
      assertThat(goloman.neighbour("Hands").lastError())
          .isEqualTo("the certificate shown is for Goloman, not for Hands");
      assertThat(goloman.neighbour("Hands").refusals()).isPositive();
      await().until(() -> hands.neighbours().refusedStrangers() > 0);
      assertThat(log).contains("Link to Hands is refused: the certificate shown is for Goloman");
    }
  }

  @Test
  void aMemberThatDialsWithAnothersCertificateIsRefused() {
    try (var goloman = dialled();
        var hands = dialling(goloman, TestCertificates.VALID.properties("herd", "Goloman"))) {
      await().atMost(SOON).until(() -> goloman.neighbours().strangers().containsKey("Hands"));
      assertThat(goloman.neighbours().strangers())
          .containsEntry("Hands", "the certificate shown is for Goloman, not for Hands");
      await().atMost(SOON).until(() -> hands.neighbour("Goloman").outgoing() == LinkState.REFUSED);
      assertThat(hands.neighbour("Goloman").lastError())
          .isEqualTo("Goloman says: the certificate shown is for Goloman, not for Hands");
    }
  }

  @Test
  void anExpiredCertificateIsRefusedByWhoeverSeesIt() {
    try (var hands = hands(TestCertificates.EXPIRED.properties("herd", "Hands"));
        var goloman = goloman(hands)) {
      awaitState(goloman, LinkState.REFUSED);
      assertThat(goloman.neighbour("Hands").lastError())
          .startsWith("TLS failed: ")
          .contains("certificate has expired");
      assertThat(goloman.neighbour("Hands").refusals()).isPositive();
      await().atMost(SOON).until(() -> hands.neighbours().refusedStrangers() > 0);
    }
    try (var goloman = dialled();
        var hands = dialling(goloman, TestCertificates.EXPIRED.properties("herd", "Hands"))) {
      await().atMost(SOON).until(() -> goloman.neighbours().refusedStrangers() > 0);
      assertThat(goloman.neighbours().strangers().get("(unnamed)"))
          .contains("certificate has expired");
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(hands.neighbour("Goloman").lastError()).startsWith("TLS failed: "));
    }
  }

  @Test
  void aForeignCertificateIsRefused() {
    try (var hands = hands(TestCertificates.FOREIGN.properties("herd", "Hands"));
        var goloman = goloman(hands)) {
      awaitState(goloman, LinkState.REFUSED);
      assertThat(goloman.neighbour("Hands").lastError()).startsWith("TLS failed: ");
    }
  }

  @Test
  void aMemberWithoutTlsIsSaidToHaveNone() {
    try (var hands = start("Hands", List.of("Goloman"), 1, Map.of());
        var goloman = goloman(hands)) {
      awaitState(goloman, LinkState.REFUSED);
      assertThat(goloman.neighbour("Hands").lastError())
          .isEqualTo("the other side does not speak TLS");
    }
  }

  @Test
  void aCertificateThatIsReplacedIsTakenUp(@TempDir Path folder) throws Exception {
    replace(folder, TestCertificates.EXPIRED);
    var properties = new HashMap<>(TestCertificates.VALID.properties("herd", "Hands"));
    var bundle = "spring.ssl.bundle.pem.herd.";
    properties.put(bundle + "keystore.certificate", folder.resolve("Hands.crt").toString());
    properties.put(bundle + "keystore.private-key", folder.resolve("Hands.key").toString());
    properties.put(bundle + "reload-on-update", "true");
    properties.put("spring.ssl.bundle.watch.file.quiet-period", "100ms");
    try (var hands = hands(properties);
        var goloman = goloman(hands)) {
      awaitState(goloman, LinkState.REFUSED);
      replace(folder, TestCertificates.VALID);
      awaitState(goloman, LinkState.UP);
    }
  }

  private static void replace(Path folder, TestCertificates certificates) throws Exception {
    for (var file : List.of(certificates.certificate("Hands"), certificates.key("Hands"))) {
      var next = Files.copy(file, folder.resolve("next"));
      Files.move(
          next,
          folder.resolve(file.getFileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void awaitState(TestMember goloman, LinkState state) {
    await().atMost(SOON).until(() -> goloman.neighbour("Hands").outgoing() == state);
  }

  /** Dialled by Goloman; dials nobody who is there. */
  private static TestMember hands(Map<String, String> properties) {
    return start("Hands", List.of("Goloman"), 1, with(properties));
  }

  private static TestMember goloman(TestMember hands) {
    var properties = with(TestCertificates.VALID.properties("herd", "Goloman"));
    return start("Goloman", List.of("Hands"), hands.peerPort(), properties);
  }

  /** Goloman, with a certificate of its own, who does not get through to Hands. */
  private static TestMember dialled() {
    return start(
        "Goloman", List.of("Hands"), 1, with(TestCertificates.VALID.properties("herd", "Goloman")));
  }

  private static TestMember dialling(TestMember goloman, Map<String, String> certificate) {
    return start("Hands", List.of("Goloman"), goloman.peerPort(), with(certificate));
  }

  private static Map<String, String> with(Map<String, String> properties) {
    var all = new HashMap<>(properties);
    all.put("herd.peers.ssl.bundle", "herd");
    return all;
  }

  private static TestMember start(
      String name, List<String> neighbours, int port, Map<String, String> properties) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return TestMember.start(name, neighbours, _ -> address, properties);
  }
}
