package dev.proxyherd.tcp;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/**
 * TLS as one port speaks it, with the key and the authorities of an SSL bundle of Spring Boot's.
 * When the bundle is reloaded, new connections have what is new; those that are open stay as they
 * are.
 */
public final class Tls {
  private static final Log LOG = LogFactory.getLog(Tls.class);

  /** The first version in which one side may end while the other goes on. */
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private final String property;
  private final String bundle;
  private final ClientAuth clientAuth;
  private volatile Material material;

  private Tls(String property, String bundle, ClientAuth clientAuth, SslBundle content) {
    this.property = property;
    this.bundle = bundle;
    this.clientAuth = clientAuth;
    this.material = read(content);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Material(
      SSLContext context, KeyManager[] keys, SslOptions options, Instant expiry) {
    SSLEngine engine() {
      var engine = context.createSSLEngine();
      var protocols = options.getEnabledProtocols();
      engine.setEnabledProtocols(protocols == null ? PROTOCOLS : protocols);
      var ciphers = options.getCiphers();
      if (ciphers != null) {
        engine.setEnabledCipherSuites(ciphers);
      }
      return engine;
    }
  }

  /**
   * TLS with an SSL bundle.
   *
   * @param property the configuration key of the bundle's name, for messages
   * @param bundle its name; empty for no TLS
   * @param clientAuth whether those who dial are asked for a certificate
   * @return null for no TLS
   * @throws TlsConfigurationException when there is no such bundle, or it cannot be used
   */
  public static @Nullable Tls of(
      String property, String bundle, ClientAuth clientAuth, SslBundles bundles) {
    if (bundle.isEmpty()) {
      return null;
    }
    SslBundle content;
    try {
      content = bundles.getBundle(bundle);
    } catch (NoSuchSslBundleException e) {
      throw TlsConfigurationException.noSuchBundle(property, bundle, bundles.getBundleNames());
    }
    var tls = new Tls(property, bundle, clientAuth, content);
    bundles.addBundleUpdateHandler(bundle, tls::update);
    return tls;
  }

  private Material read(SslBundle content) {
    try {
      var certificate = KeyPairs.certificate(content);
      if (clientAuth != ClientAuth.NONE && content.getStores().getTrustStore() == null) {
        throw new GeneralSecurityException(
            "it has no truststore, which is to say whose certificates are taken");
      }
      var read =
          new Material(
              content.createSslContext(),
              content.getManagers().getKeyManagers(),
              content.getOptions(),
              certificate.getNotAfter().toInstant());
      read.engine(); // which fails for protocols and ciphers that there are not
      return read;
    } catch (RuntimeException | GeneralSecurityException e) {
      throw TlsConfigurationException.unusable(property, bundle, e);
    }
  }

  /** The old ones stay where the new ones are of no use here. */
  private void update(SslBundle content) {
    try {
      material = read(content);
      LOG.info(
          "%s: new connections use the new certificate of SSL bundle '%s', valid until %s"
              .formatted(property, bundle, material.expiry));
    } catch (TlsConfigurationException e) {
      LOG.warn("The old certificate stays in use, since " + e.getMessage());
    }
  }

  /**
   * For a member that dials itself, to see whether its port answers: shows the certificate that the
   * port shows, and takes whatever it is shown, since nothing is said that anybody could not hear.
   */
  public SSLSocketFactory toOneself() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(material.keys, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What encrypts a connection, from either side. */
  TlsHandler handler(LineConnection connection) {
    return new TlsHandler(
        connection.isServer() ? serverEngine() : clientEngine(), connection.intake());
  }

  private SSLEngine clientEngine() {
    var engine = material.engine();
    engine.setUseClientMode(true);
    return engine;
  }

  /** What encrypts one connection that came in. */
  public SSLEngine serverEngine() {
    var engine = material.engine();
    engine.setUseClientMode(false);
    switch (clientAuth) {
      case NONE -> {}
      case WANT -> engine.setWantClientAuth(true);
      case NEED -> engine.setNeedClientAuth(true);
    }
    return engine;
  }
}
