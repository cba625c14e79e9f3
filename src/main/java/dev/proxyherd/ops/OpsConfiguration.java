package dev.proxyherd.ops;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.topology.Topology;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpsConfiguration {
  @Bean
  HerdEndpoint herdEndpoint(
      Topology topology,
      LocationStore store,
      Neighbours neighbours,
      LineServer clientServer,
      LineServer peerServer,
      ApplicationContext context) {
    return new HerdEndpoint(topology, store, neighbours, clientServer, peerServer, context);
  }
}
