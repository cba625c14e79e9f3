package dev.proxyherd.topology;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HerdProperties.class)
public class TopologyConfiguration {
  private static final Log LOG = LogFactory.getLog(TopologyConfiguration.class);

  @Bean
  Topology topology(HerdProperties properties) {
    var topology = Topology.of(properties);
    if (properties.hasDemonstrationSecret() && !bindAddress(topology).isLoopbackAddress()) {
      LOG.warn(
          "The herd's secret is the demonstration's, which everybody knows: whoever reaches the"
              + " peer port can join the herd. Set herd.secret to one of your own at all members.");
    }
    return topology;
  }

  @Bean
  CurrentTopology currentTopology(Topology topology) {
    return new CurrentTopology(topology);
  }

  /** The address table holds the HTTP port too; {@code server.port} and address go before it. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableWebServerFactory> httpPort(
      Topology topology, ServerProperties server) {
    return factory -> {
      if (server.getPort() == null) {
        factory.setPort(topology.selfAddress().httpPort());
      }
      if (server.getAddress() == null) {
        factory.setAddress(bindAddress(topology));
      }
    };
  }

  private static InetAddress bindAddress(Topology topology) {
    try {
      return InetAddress.getByName(topology.bindAddress());
    } catch (UnknownHostException e) {
      throw new TopologyException(
          "herd.bind-address",
          "'" + topology.bindAddress() + "'",
          "no such address on this machine",
          "Set it to 0.0.0.0 for all interfaces, or to one of this machine's addresses.",
          e);
    }
  }
}
