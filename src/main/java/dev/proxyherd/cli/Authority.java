package dev.proxyherd.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.naming.ldap.Rdn;
import org.springframework.util.FileSystemUtils;

/**
 * A certificate authority in a folder, for trying things out: {@code authority.crt} and {@code
 * authority.key}, and beside them what it has issued. All are PEM files.
 */
final class Authority implements AutoCloseable {
  static final String NAME = "authority";

  private static final int YEARS_10 = 3650;
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  /** What keytool takes for a DNS name. */
  private static final Pattern DNS_NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*(\\.[A-Za-z0-9][A-Za-z0-9-]*)*");

  private final Path folder;
  private final Path work;
  private final Keytool keytool;

  private Authority(Path folder) throws IOException {
    this.folder = folder;
    work = Files.createTempDirectory("herd-certs"); // for nobody else to read
    keytool = new Keytool(work.resolve("keystore.p12"));
  }

  /** The authority of a folder, which is made where there is none. */
  static Authority in(Path folder) throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    var authority = new Authority(folder);
    try {
      if (isIn(folder)) {
        authority.load();
      } else {
        authority.make();
      }
      return authority;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      authority.close();
      throw e;
    }
  }

  static boolean isIn(Path folder) {
    return Files.exists(crt(folder, NAME));
  }

  private void make() throws IOException, GeneralSecurityException {
    generate(
        NAME,
        "CN=Test authority of a herd",
        List.of(
            "-validity",
            Integer.toString(YEARS_10),
            "-ext",
            "bc:critical=ca:true,pathlen:0",
            "-ext",
            "ku:critical=keyCertSign,cRLSign"));
  }

  private void load() throws IOException, GeneralSecurityException {
    var certificate = Pem.certificate(crt(folder, NAME));
    var key = Pem.privateKey(key(folder, NAME), certificate.getPublicKey().getAlgorithm());
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(NAME, key, keytool.password(), new Certificate[] {certificate});
    try (var out = Files.newOutputStream(keytool.keystore())) {
      keys.store(out, keytool.password());
    }
  }

  /** Whether there is a certificate or a key of this name. */
  static boolean has(Path folder, String name) {
    return Files.exists(crt(folder, name)) || Files.exists(key(folder, name));
  }

  /** For a member: others dial it, and it dials others. */
  void issueToMember(String name, Collection<String> hosts, List<String> validity)
      throws IOException, GeneralSecurityException {
    issue(name, hosts, "serverAuth,clientAuth", validity);
  }

  void issueToClient(String name, List<String> validity)
      throws IOException, GeneralSecurityException {
    issue(name, List.of(), "clientAuth", validity);
  }

  private void issue(String name, Collection<String> hosts, String use, List<String> validity)
      throws IOException, GeneralSecurityException {
    var options = new ArrayList<>(List.of("-signer", NAME));
    options.addAll(validity);
    options.addAll(List.of("-ext", "eku=" + use, "-ext", "ku:critical=digitalSignature"));
    var alternatives = new ArrayList<String>();
    if (DNS_NAME.matcher(name).matches()) {
      alternatives.add("dns:" + name);
    }
    for (var host : hosts) {
      if (ADDRESS.matcher(host).matches()) {
        alternatives.add("ip:" + host);
      } else if (DNS_NAME.matcher(host).matches() && !host.equalsIgnoreCase(name)) {
        alternatives.add("dns:" + host);
      }
    }
    if (!alternatives.isEmpty()) {
      options.addAll(List.of("-ext", "san=" + String.join(",", alternatives)));
    }
    generate(name, "CN=" + Rdn.escapeValue(name), options);
  }

  private void generate(String name, String subject, List<String> options)
      throws IOException, GeneralSecurityException {
    keytool.generate(name, subject, options);
    var keys = KeyStore.getInstance(keytool.keystore().toFile(), keytool.password());
    Pem.write(crt(folder, name), keys.getCertificate(name));
    Pem.write(key(folder, name), (PrivateKey) keys.getKey(name, keytool.password()));
  }

  static Path crt(Path folder, String name) {
    return folder.resolve(name + ".crt");
  }

  static Path key(Path folder, String name) {
    return folder.resolve(name + ".key");
  }

  @Override
  public void close() throws IOException {
    FileSystemUtils.deleteRecursively(work);
  }
}
