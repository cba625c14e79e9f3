package dev.proxyherd.ops;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.topology.Topology;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WireLogProperties.class)
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

  /**
   * Null when it is off, so that it is no observer at all. Not by a condition, which would be
   * decided when an image is built ahead of time.
   */
  @Bean
  @Nullable WireLog wireLog(WireLogProperties properties, Topology topology, InstantSource clock) {
    if (!properties.enabled()) {
      return null;
    }
    var file =
        new WireFile(
            properties.fileOf(topology.self()),
            properties.maxSize().toBytes(),
            properties.maxFiles(),
            System::nanoTime);
    var buffers = new WireBuffers((int) properties.buffer().toBytes());
    var writer = new WireLogWriter(buffers, file, properties.maxRate().toBytes(), clock);
    writer.start();
    return new WireLog(buffers, writer);
  }
}
