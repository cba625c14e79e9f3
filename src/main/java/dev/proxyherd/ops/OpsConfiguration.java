package dev.proxyherd.ops;

import dev.proxyherd.access.RateLimits;
import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.ForgetService;
import dev.proxyherd.http.Callers;
import dev.proxyherd.http.WebServer;
import dev.proxyherd.http.phones.PhoneCounts;
import dev.proxyherd.http.stream.StreamSlots;
import dev.proxyherd.http.stream.Streams;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.Journal;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.WholeStore;
import dev.proxyherd.near.NearIndex;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.peer.Reload;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.gazetteer.Gazetteer;
import dev.proxyherd.places.google.GoogleStatus;
import dev.proxyherd.site.SiteStatus;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.topology.Topology;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.integration.config.IntegrationManagementConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WireLogProperties.class)
@Import({ManagementSecurity.class, MemberHealth.class})
public class OpsConfiguration {
  @Bean
  LimitLog limitLog() {
    return new LimitLog();
  }

  @Bean
  ReadyLog readyLog(HerdEndpoint endpoint) {
    return new ReadyLog(endpoint);
  }

  @Bean
  HerdRoutes herdRoutes(Callers callers, HerdEndpoint endpoint) {
    return new HerdRoutes(callers, endpoint);
  }

  @Bean
  Lags lags(LocationStore store, InstantSource clock) {
    return new Lags(store, clock);
  }

  @Bean
  ClockOffsets clockOffsets() {
    return new ClockOffsets();
  }

  @Bean
  Limits limits(
      CommandCounts commands,
      ConnectionCounts connections,
      LineServer clientServer,
      LineServer peerServer,
      LocationStore store,
      WholeStore whole,
      Capacity capacity) {
    return new Limits(
        commands, connections, clientServer, peerServer, store, whole.records(), capacity);
  }

  @Bean
  HerdEndpoint herdEndpoint(
      Topology topology,
      LocationStore store,
      Neighbours neighbours,
      LineServer clientServer,
      LineServer peerServer,
      WebServer webServer,
      Lags lags,
      ClockOffsets offsets,
      Limits limits,
      ObjectProvider<SiteStatus> site,
      ApplicationAvailability availability,
      ApplicationContext context) {
    return new HerdEndpoint(
        topology,
        store,
        neighbours,
        clientServer,
        peerServer,
        webServer,
        lags,
        offsets,
        limits,
        site.getIfAvailable(),
        availability,
        context);
  }

  @Bean
  ForgetEndpoint forgetEndpoint(ForgetService service) {
    return new ForgetEndpoint(service);
  }

  @Bean
  ReloadEndpoint reloadEndpoint(Reload reload) {
    return new ReloadEndpoint(reload);
  }

  @Bean
  ChangesEndpoint changesEndpoint(Topology topology, WholeStore whole) {
    return new ChangesEndpoint(topology.self(), whole.records());
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
      Limits limits,
      LocationStore store,
      ApplicationAvailability availability,
      ObjectProvider<WireLog> wireLog) {
    return new MemberMeters(
        commands, connections, limits, store, availability, wireLog.getIfAvailable());
  }

  /** Null where the store is this process's own. */
  @Bean
  @Nullable SiteMeters siteMeters(ObjectProvider<SiteStatus> site) {
    var status = site.getIfAvailable();
    return status == null ? null : new SiteMeters(status);
  }

  @Bean
  AccessMeters accessMeters(RateLimits rates) {
    return new AccessMeters(rates);
  }

  @Bean
  GoogleMeters googleMeters(GoogleStatus google) {
    return new GoogleMeters(google);
  }

  @Bean
  GazetteerMeters gazetteerMeters(Gazetteer gazetteer) {
    return new GazetteerMeters(gazetteer);
  }

  @Bean
  NearMeters nearMeters(NearIndex index) {
    return new NearMeters(index);
  }

  @Bean
  WebMeters webMeters(WebServer webServer) {
    return new WebMeters(webServer);
  }

  @Bean
  StreamMeters streamMeters(WebServer webServer, Streams streams, StreamSlots slots) {
    return new StreamMeters(webServer, streams, slots);
  }

  @Bean
  PhoneMeters phoneMeters(PhoneCounts phoneCounts) {
    return new PhoneMeters(phoneCounts);
  }

  @Bean
  LinkMeters linkMeters(Neighbours neighbours, Lags lags, ClockOffsets offsets) {
    return new LinkMeters(neighbours, lags, offsets);
  }

  @Bean
  SampledTimes sampledTimes(MeterRegistry registry, ClockOffsets offsets, InstantSource clock) {
    return new SampledTimes(registry, offsets, clock);
  }

  /**
   * Whatever source or journal there is, also one that a test or an extension puts in its place.
   */
  @Bean
  static BeanPostProcessor timedParts(ObjectProvider<MeterRegistry> registry) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return switch (bean) {
          case Places places when "places".equals(name) ->
              new TimedPlaces(places, registry.getObject());
          case Journal journal -> new TimedJournal(journal, registry.getObject());
          default -> bean;
        };
      }
    };
  }
}
