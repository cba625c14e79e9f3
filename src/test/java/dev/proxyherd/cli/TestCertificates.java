package dev.proxyherd.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.util.FileSystemUtils;

/** Certificates for tests, made once, as {@code ./herd certs} makes them. */
public enum TestCertificates {
  /** Goloman, Hands, and the client kiwi; all as they should be. */
  VALID,
  /** Hands, of the same authority, and no longer valid. */
  EXPIRED,
  /** Hands, of another authority. */
  FOREIGN;

  private static final List<String> HOSTS = List.of("127.0.0.1", "localhost");

  private static final class Made {
    static final Path FOLDER = make();
  }

  private static Path make() {
    try {
      var all = Files.createTempDirectory("herd-test-certificates");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(all)));
      var days = List.of("-validity", "30");
      var valid = all.resolve(VALID.name());
      try (var authority = Authority.in(valid)) {
        authority.issueToMember("Goloman", HOSTS, days);
        authority.issueToMember("Hands", HOSTS, days);
        authority.issueToClient("kiwi", days);
      }
      var expired = Files.createDirectory(all.resolve(EXPIRED.name()));
      for (var file : List.of("authority.crt", "authority.key")) {
        Files.copy(valid.resolve(file), expired.resolve(file));
      }
      try (var authority = Authority.in(expired)) {
        authority.issueToMember("Hands", HOSTS, List.of("-startdate", "-10d", "-validity", "5"));
      }
      try (var authority = Authority.in(all.resolve(FOREIGN.name()))) {
        authority.issueToMember("Hands", HOSTS, days);
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      // left to whoever clears temporary files
    }
  }

  private Path folder() {
    return Made.FOLDER.resolve(name());
  }

  public Path authority() {
    return Authority.crt(folder(), Authority.NAME);
  }

  public Path certificate(String name) {
    return Authority.crt(folder(), name);
  }

  public Path key(String name) {
    return Authority.key(folder(), name);
  }

  /** The key and certificate of somebody who trusts the authority of {@link #VALID}. */
  public SslBundle bundle(String name) {
    return bundle(name, SslOptions.NONE);
  }

  public SslBundle bundle(String name, SslOptions options) {
    var own =
        PemSslStoreDetails.forCertificate(certificate(name).toUri().toString())
            .withPrivateKey(key(name).toUri().toString());
    return SslBundle.of(new PemSslStoreBundle(own, trusted()), SslBundleKey.NONE, options);
  }

  /** Of somebody who trusts the authority of {@link #VALID}, and has no certificate. */
  public static SSLContext stranger() {
    return SslBundle.of(new PemSslStoreBundle(null, trusted())).createSslContext();
  }

  private static PemSslStoreDetails trusted() {
    return PemSslStoreDetails.forCertificate(VALID.authority().toUri().toString());
  }

  /** What describes an SSL bundle to a member. */
  public Map<String, String> properties(String bundle, String name) {
    var prefix = "spring.ssl.bundle.pem." + bundle + ".";
    return Map.of(
        prefix + "keystore.certificate", certificate(name).toString(),
        prefix + "keystore.private-key", key(name).toString(),
        prefix + "truststore.certificate", VALID.authority().toString());
  }
}
