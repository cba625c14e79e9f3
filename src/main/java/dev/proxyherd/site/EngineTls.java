package dev.proxyherd.site;

import dev.proxyherd.tcp.UsableSslBundle;
import io.lettuce.core.SslOptions;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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

  private EngineTls() {}

  /**
   * Options of all connections to the engine. That the server's certificate is for the host that is
   * dialled, Lettuce looks at by itself.
   *
   * @param name of the bundle
   * @throws dev.proxyherd.tcp.TlsConfigurationException when there is no such bundle, or it cannot
   *     be used
   */
  static SslOptions of(String name, SslBundles bundles) {
    var current = new AtomicReference<>(UsableSslBundle.get(PROPERTY, name, bundles));
    bundles.addBundleUpdateHandler(
        name,
        updated -> {
          current.set(updated);
          LOG.info(
              "New connections to the engine use what is new in SSL bundle '%s'".formatted(name));
        });
    return of(() -> Objects.requireNonNull(current.get()));
  }

  private static SslOptions of(Supplier<SslBundle> current) {
    var wanted = current.get().getOptions();
    var options =
        SslOptions.builder()
            .jdkSslProvider()
            .sslContext(
                context -> {
                  var managers = current.get().getManagers();
                  context
                      .keyManager(managers.getKeyManagerFactory())
                      .trustManager(managers.getTrustManagerFactory());
                });
    if (wanted.getEnabledProtocols() != null) {
      options.protocols(wanted.getEnabledProtocols());
    }
    if (wanted.getCiphers() != null) {
      options.cipherSuites(wanted.getCiphers());
    }
    return options.build();
  }
}
