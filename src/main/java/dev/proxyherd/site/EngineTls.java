package dev.proxyherd.site;

import dev.proxyherd.tcp.UsableSslBundle;
import io.lettuce.core.SslOptions;
import io.netty.handler.ssl.SslContextBuilder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * TLS to the engine. When the bundle is reloaded, connections that are made then have what is new.
 */
final class EngineTls {
  private static final Log LOG = LogFactory.getLog(EngineTls.class);
  private static final String PROPERTY = "herd.store.redis.ssl.bundle";

  private volatile SslBundle current;

  private EngineTls(SslBundle bundle) {
    current = bundle;
  }

  /**
   * Options of all connections to the engine. That the server's certificate is for the host that is
   * dialled, Lettuce looks at by itself.
   *
   * @param name of the bundle
   * @throws dev.proxyherd.tcp.TlsConfigurationException when there is no such bundle, or it cannot
   *     be used
   */
  static SslOptions of(String name, SslBundles bundles) {
    var tls = new EngineTls(UsableSslBundle.get(PROPERTY, name, bundles));
    bundles.addBundleUpdateHandler(
        name,
        updated -> {
          tls.current = updated;
          LOG.info(
              "New connections to the engine use what is new in SSL bundle '%s'".formatted(name));
        });
    return tls.options();
  }

  private SslOptions options() {
    var wanted = current.getOptions();
    var options = SslOptions.builder().jdkSslProvider().sslContext(this::configure);
    if (wanted.getEnabledProtocols() != null) {
      options.protocols(wanted.getEnabledProtocols());
    }
    if (wanted.getCiphers() != null) {
      options.cipherSuites(wanted.getCiphers());
    }
    return options.build();
  }

  /** Called for each connection. */
  private void configure(SslContextBuilder context) {
    var managers = current.getManagers();
    context
        .keyManager(managers.getKeyManagerFactory())
        .trustManager(managers.getTrustManagerFactory());
  }
}
