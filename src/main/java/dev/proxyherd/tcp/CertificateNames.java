package dev.proxyherd.tcp;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Whose a certificate is: the common name (CN) of its subject, and its DNS names (subject
 * alternative names). An authority vouches for all of them alike.
 */
public final class CertificateNames {
  private static final int DNS = 2;
  private static final String COMMON_NAME = "CN";

  private CertificateNames() {}

  /**
   * The names in the certificate that the other side has shown, the common name first; none where
   * it has shown none.
   *
   * @throws SSLException when the certificate is no longer valid: a session that is resumed is not
   *     verified again
   */
  static List<String> of(SSLSession session) throws SSLException {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate certificate
          ? of(certificate)
          : List.of();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    } catch (CertificateException e) {
      throw new SSLHandshakeException("certificate is not valid", e);
    }
  }

  /**
   * The names in a certificate that has been verified, the common name first.
   *
   * @throws CertificateException when it is no longer valid
   */
  public static List<String> of(X509Certificate certificate) throws CertificateException {
    certificate.checkValidity();
    var names = new LinkedHashSet<String>();
    addCommonName(certificate, names);
    var alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (var alternative : alternatives) {
        if (alternative.get(0) instanceof Integer kind && kind == DNS) {
          names.add((String) alternative.get(1));
        }
      }
    }
    return List.copyOf(names);
  }

  private static void addCommonName(X509Certificate certificate, Collection<String> names)
      throws CertificateParsingException {
    try {
      for (var part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase(COMMON_NAME)
            && part.getValue() instanceof String name) {
          names.add(name);
        }
      }
    } catch (InvalidNameException e) {
      throw new CertificateParsingException(e);
    }
  }
}
