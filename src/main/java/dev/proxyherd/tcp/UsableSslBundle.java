package dev.proxyherd.tcp;

import java.security.GeneralSecurityException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** An SSL bundle that is known to be of use, for those who dial. */
public final class UsableSslBundle {
  private UsableSslBundle() {}

  /**
   * Reads a bundle. Its own certificate may be missing, where nobody asks for one; what replaces it
   * later has been checked in the same way.
   *
   * @param property the configuration key of the bundle's name, for messages
   * @throws TlsConfigurationException when there is no such bundle, or it cannot be used
   */
  public static SslBundle get(String property, String name, SslBundles bundles) {
    try {
      var bundle = bundles.getBundle(name);
      KeyPairs.check(bundle);
      return bundle;
    } catch (NoSuchSslBundleException e) {
      throw TlsConfigurationException.noSuchBundle(property, name, bundles.getBundleNames());
    } catch (RuntimeException | GeneralSecurityException e) {
      throw TlsConfigurationException.unusable(property, name, e);
    }
  }
}
