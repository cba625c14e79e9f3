package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Certificates and private keys as text files, which are never written over. */
final class Pem {
  private static final int LINE = 64;
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";

  private Pem() {}

  static void write(Path file, Certificate certificate)
      throws IOException, GeneralSecurityException {
    Files.writeString(
        file, encode(CERTIFICATE, certificate.getEncoded()), StandardOpenOption.CREATE_NEW);
  }

  /** For its owner to read, and for nobody else. */
  static void write(Path file, PrivateKey key) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    } else {
      Files.createFile(file);
    }
    Files.writeString(file, encode(PRIVATE_KEY, key.getEncoded()));
  }

  private static String encode(String type, byte[] content) {
    var text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, text, type);
  }

  static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  /**
   * A key that {@link #write} has written.
   *
   * @param algorithm such as {@code EC}
   */
  static PrivateKey privateKey(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    var text = Files.readString(file, US_ASCII).replaceAll("-----[^-]*-----", "");
    var content = Base64.getMimeDecoder().decode(text);
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
  }
}
