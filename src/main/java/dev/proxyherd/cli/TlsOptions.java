package dev.proxyherd.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import picocli.CommandLine.Option;

/** How a client port is talked to that speaks TLS. */
final class TlsOptions {
  @Option(names = "--tls", description = "by TLS; the JDK says which authorities to trust")
  private boolean tls;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "by TLS; trust this authority (PEM) only")
  private @Nullable Path authority;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "by TLS; show this certificate (PEM)")
  private @Nullable Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "the private key of --cert (PEM)")
  private @Nullable Path key;

  /**
   * What was asked for; null for plain TCP.
   *
   * @throws HerdFailure when a file is of no use
   */
  @Nullable SSLContext context() {
    if (!tls && authority == null && certificate == null && key == null) {
      return null;
    }
    if ((certificate == null) != (key == null)) {
      throw HerdFailure.usage("--cert and --key go together");
    }
    var own = certificate == null ? null : PemSslStoreDetails.forCertificate(read(certificate));
    var shown = own == null || key == null ? null : own.withPrivateKey(read(key));
    var trusted = authority == null ? null : PemSslStoreDetails.forCertificate(read(authority));
    try {
      return SslBundle.of(new PemSslStoreBundle(shown, trusted)).createSslContext();
    } catch (RuntimeException e) {
      throw new HerdFailure("the certificates cannot be used: " + e.getMessage());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new HerdFailure("cannot read %s: %s".formatted(file, e));
    }
  }
}
