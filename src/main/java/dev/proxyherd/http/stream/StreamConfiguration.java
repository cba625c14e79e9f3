package dev.proxyherd.http.stream;

import dev.proxyherd.http.Callers;
import dev.proxyherd.location.WholeStore;
import dev.proxyherd.topology.Topology;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of the web port. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
public class StreamConfiguration {
  @Bean
  Streams streams(Topology topology, WholeStore whole, StreamProperties properties) {
    return new Streams(topology.self(), whole.records(), properties);
  }

  @Bean
  StreamSlots streamSlots(StreamProperties properties) {
    return new StreamSlots(properties.max(), properties.maxPerCaller());
  }

  @Bean
  StreamRoutes streamRoutes(Callers callers, Streams streams, StreamSlots slots) {
    return new StreamRoutes(callers, streams, slots);
  }
}
