package dev.proxyherd.tcp;

import java.security.GeneralSecurityException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;

/**
 * Spring Boot's SSL bundles, none of which is ever replaced by one that is of no use. Boot itself
 * takes whatever the files hold, and has health, meters and log say what came of it.
 */
final class CheckedSslBundles extends DefaultSslBundleRegistry {
  private static final Log LOG = LogFactory.getLog(CheckedSslBundles.class);

  @Override
  public void updateBundle(String name, SslBundle updated) {
    try {
      KeyPairs.check(updated);
    } catch (RuntimeException | GeneralSecurityException e) {
      LOG.warn(
          "SSL bundle '%s' stays as it was, since its new files cannot be used: %s"
              .formatted(name, TlsConfigurationException.reason(e)));
      return;
    }
    super.updateBundle(name, updated);
  }
}
