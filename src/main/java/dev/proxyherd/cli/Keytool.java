package dev.proxyherd.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The JDK's own maker of certificates, and its keystore for as long as they are made. */
final class Keytool {
  private static final String PASSWORD_VARIABLE = "HERD_KEYSTORE_PASSWORD";

  private final Path keystore;
  private final String password = UUID.randomUUID().toString();

  Keytool(Path keystore) {
    this.keystore = keystore;
  }

  Path keystore() {
    return keystore;
  }

  char[] password() {
    return password.toCharArray();
  }

  /**
   * Makes a key pair and its certificate.
   *
   * @param alias the keystore's name for both
   * @param subject a distinguished name, such as {@code CN=Goloman}
   * @param options more of keytool's
   * @throws HerdFailure says what it says, when it does not
   */
  void generate(String alias, String subject, List<String> options) {
    var java = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command = new ArrayList<>(List.of(java.toString(), "-genkeypair", "-alias", alias));
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")); // a short life
    command.addAll(List.of("-dname", subject, "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-keystore", keystore.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass:env", PASSWORD_VARIABLE));
    command.addAll(options);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD_VARIABLE, password);
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
      if (process.waitFor() != 0) {
        throw new HerdFailure("keytool cannot make %s: %s".formatted(subject, said.strip()));
      }
    } catch (IOException e) {
      throw new HerdFailure("cannot run %s: %s".formatted(java, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HerdFailure("interrupted");
    }
  }
}
