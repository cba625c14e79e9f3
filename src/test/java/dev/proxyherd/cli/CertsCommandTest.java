package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./herd certs} makes, and that a member can be talked to with it. */
@BesideOthers
class CertsCommandTest {
  private @TempDir Path home;
  private FakeHerd herd;

  @BeforeEach
  void makeHerd() throws IOException {
    herd = new FakeHerd(home);
  }

  @Test
  void makesOneForEveryMemberAndWritesNothingOver() throws Exception {
    Files.writeString(
        home.resolve("application-profiles/application-elsewhere.yml"),
        "herd: {members: {Ann: {host: ann.example.org}}}");
    assertThat(herd.run("certs", "--client", "kiwi")).as(() -> herd.err).isZero();
    assertThat(herd.out)
        .contains("certs/Ann.crt, .key: a member, at ann.example.org, 127.0.0.1\n")
        .contains("certs/kiwi.crt, .key: a client\n")
        .contains("certificate: \"certs/${herd.name}.crt\"", "herd.peers.ssl.bundle: herd");

    var authority = certificate("authority");
    var ann = certificate("Ann");
    ann.verify(authority.getPublicKey());
    assertThat(ann.getSubjectX500Principal().getName()).isEqualTo("CN=Ann");
    assertThat(ann.getSubjectAlternativeNames().toString())
        .contains("Ann", "ann.example.org", "127.0.0.1");
    assertThat(certificate("kiwi").getExtendedKeyUsage()).hasSize(1);
    for (var name : new String[] {"authority", "Ann", "kiwi"}) {
      var permissions = Files.getPosixFilePermissions(home.resolve("certs/" + name + ".key"));
      assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }

    assertThat(herd.run("certs")).isEqualTo(1);
    assertThat(herd.err).contains("certs has all of them, and nothing is written over");
    Files.delete(home.resolve("certs/Bob.crt"));
    Files.delete(home.resolve("certs/Bob.key"));
    assertThat(herd.run("certs")).as(() -> herd.err).isZero();
    certificate("Bob").verify(authority.getPublicKey());
    assertThat(certificate("Ann")).isEqualTo(ann);
    assertThat(herd.run("certs", "--client", "BOB")).isEqualTo(2);
    assertThat(herd.err).contains("BOB is taken");
  }

  @Test
  void aMemberIsTalkedToByTls() throws Exception {
    var certs = Files.createDirectory(home.resolve("certs"));
    Files.copy(TestCertificates.VALID.certificate("Goloman"), certs.resolve("Ann.crt"));
    Files.copy(TestCertificates.VALID.key("Goloman"), certs.resolve("Ann.key"));
    herd.make("ann", "encrypted");
    try {
      assertThat(herd.run("start", "ann")).as(() -> herd.err).isZero();
      var authority = TestCertificates.VALID.authority().toString();
      assertThat(herd.run("send", "--cacert", authority, "Ann", "one", "two"))
          .as(() -> herd.err)
          .isZero();
      assertThat(herd.out).isEqualTo("? one\ntwo\n");

      assertThat(herd.run("send", "Ann", "one and two")).isEqualTo(1);
      assertThat(herd.err).contains("Ann");
      assertThat(herd.run("send", "--tls", "Ann", "one")).isEqualTo(1);
      assertThat(herd.err).contains("cannot talk to Ann").contains("PKIX");
      assertThat(herd.run("send", "--cacert", authority, "--cert", "x", "Ann", "one")).isEqualTo(2);
      assertThat(herd.err).contains("--cert and --key go together");
      assertThat(herd.run("send", "--cacert", "nowhere", "Ann", "one")).isEqualTo(1);
      assertThat(herd.err).contains("cannot read nowhere");
    } finally {
      assertThat(herd.run("down", "--timeout", "0")).isZero();
    }
  }

  private X509Certificate certificate(String name) throws Exception {
    return (X509Certificate) Pem.certificate(home.resolve("certs/" + name + ".crt"));
  }
}
