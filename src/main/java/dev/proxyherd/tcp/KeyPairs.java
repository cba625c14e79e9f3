package dev.proxyherd.tcp;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/** Whether the private key and the certificate of an SSL bundle belong together. */
final class KeyPairs {
  private static final byte[] TEXT = {1, 2, 3, 4};

  private KeyPairs() {}

  /**
   * Reads all that a bundle has: Boot does so when it is used.
   *
   * @throws GeneralSecurityException when its key is not that of its certificate
   * @throws RuntimeException when a file is missing, or is not what it should be
   */
  static void check(SslBundle bundle) throws GeneralSecurityException {
    if (bundle.getStores().getKeyStore() != null) {
      certificate(bundle);
    }
    bundle.createSslContext();
  }

  /**
   * The bundle's own certificate: the one that its key alias names, or else the first that has a
   * key.
   *
   * @throws GeneralSecurityException when there is none, or another key's
   */
  static X509Certificate certificate(SslBundle bundle) throws GeneralSecurityException {
    var store = bundle.getStores().getKeyStore();
    var alias = store == null ? null : alias(store, bundle.getKey().getAlias());
    if (store == null || alias == null) {
      throw new GeneralSecurityException("it has no keystore with a private key");
    }
    var password = bundle.getKey().getPassword();
    var effective = password == null ? bundle.getStores().getKeyStorePassword() : password;
    var key = store.getKey(alias, effective == null ? null : effective.toCharArray());
    var certificate = (X509Certificate) store.getCertificate(alias);
    if (!belongTogether(key, certificate)) {
      throw new GeneralSecurityException("its private key is not that of its certificate");
    }
    return certificate;
  }

  private static @Nullable String alias(KeyStore store, @Nullable String wanted)
      throws GeneralSecurityException {
    for (var alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias) && (wanted == null || alias.equalsIgnoreCase(wanted))) {
        return alias;
      }
    }
    return null;
  }

  private static boolean belongTogether(Key key, X509Certificate certificate)
      throws GeneralSecurityException {
    var algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    var signature = Signature.getInstance(algorithm);
    signature.initSign((PrivateKey) key);
    signature.update(TEXT);
    var signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(TEXT);
    return signature.verify(signed);
  }
}
