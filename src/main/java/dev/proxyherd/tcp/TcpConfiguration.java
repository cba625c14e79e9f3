package dev.proxyherd.tcp;

import dev.proxyherd.location.GroupCommit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TcpProperties.class)
public class TcpConfiguration {
  /** In place of Boot's. */
  @Bean
  CheckedSslBundles sslBundleRegistry(ObjectProvider<SslBundleRegistrar> registrars) {
    var bundles = new CheckedSslBundles();
    registrars.orderedStream().forEach(registrar -> registrar.registerBundles(bundles));
    return bundles;
  }

  @Bean
  EventLoops eventLoops(TcpProperties properties, GroupCommit groupCommit) {
    return new EventLoops(properties.threads(), groupCommit);
  }
}
