package dev.proxyherd.ops;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.ForgetService;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.places.Places;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.topology.Topology;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.IntegrationManagementConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WireLogProperties.class)
class OpsConfiguration {
  @Bean
  LimitLog limitLog() {
    return new LimitLog();
  }

  @Bean
  ReadyLog readyLog(HerdEndpoint endpoint) {
    return new ReadyLog(endpoint);
  }

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

  @Bean
  ForgetEndpoint forgetEndpoint(ForgetService service) {
    return new ForgetEndpoint(service);
  }

  @Bean
  ChangesEndpoint changesEndpoint(Topology topology, LocationStore store) {
    return new ChangesEndpoint(topology.self(), store);
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

  /**
   * In place of Boot's, which would have every channel and handler on the command path measured:
   * docs/decisions/meters.md has the figures.
   */
  @Bean(IntegrationManagementConfigurer.MANAGEMENT_CONFIGURER_NAME)
  static IntegrationManagementConfigurer integrationManagement() {
    var management = new IntegrationManagementConfigurer();
    management.setDefaultLoggingEnabled(false);
    return management;
  }

  @Bean
  ConnectionCounts connectionCounts() {
    return new ConnectionCounts();
  }

  @Bean
  MemberMeters memberMeters(
      CommandCounts commands,
      ConnectionCounts connections,
      LineServer clientServer,
      LineServer peerServer,
      LocationStore store,
      Capacity capacity,
      Neighbours neighbours,
      ObjectProvider<WireLog> wireLog) {
    return new MemberMeters(
        commands,
        connections,
        clientServer,
        peerServer,
        store,
        capacity,
        neighbours,
        wireLog.getIfAvailable());
  }

  /** Whatever places source there is, also one that a test or an extension puts in its place. */
  @Bean
  static BeanPostProcessor timedPlaces(ObjectProvider<MeterRegistry> registry) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Places places ? new TimedPlaces(places, registry.getObject()) : bean;
      }
    };
  }
}
