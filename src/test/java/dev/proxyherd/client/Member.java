package dev.proxyherd.client;

import dev.proxyherd.ProxyHerd;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.MutableClock;
import dev.proxyherd.testing.WaitingStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * One whole member on free ports, without neighbours: its clock stands still, and its places are
 * what the test says.
 */
final class Member implements AutoCloseable {
  /** When the assignment's example reaches the member. */
  static final Instant RECEIVED = Instant.ofEpochSecond(1_520_023_935L, 182_837_383L);

  /** The assignment's example, and its reply from a member whose clock says {@link #RECEIVED}. */
  static final String IAMAT = "IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997";

  static final String AT =
      "AT Goloman +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997";

  static final String NOWHERE =
      "{\n  \"html_attributions\": [],\n  \"results\": [],\n  \"status\": \"ZERO_RESULTS\"\n}";

  private static final Places NOTHING = _ -> new PlacesAnswer("ZERO_RESULTS", NOWHERE);

  private final ConfigurableApplicationContext context;
  private final Stubs stubs;

  private Member(ConfigurableApplicationContext context) {
    this.context = context;
    stubs = context.getBean(Stubs.class);
  }

  /** Not a configuration by annotation: other tests' members would find it in their scan. */
  static class Stubs {
    private final MutableClock clock = new MutableClock(RECEIVED);
    private volatile Places places = NOTHING;

    @Bean
    @Primary
    InstantSource stoppedClock() {
      return clock;
    }

    @Bean
    @Primary
    Places stubPlaces() {
      return query -> places.near(query);
    }
  }

  /** Starts a member; it accepts clients when this returns. */
  static Member start(String... properties) {
    return start(new SpringApplicationBuilder(ProxyHerd.class, Stubs.class), properties);
  }

  /** Starts a member on a store that has to be waited for. */
  static Member startOn(WaitingStore store, String... properties) {
    return start(
        new SpringApplicationBuilder(ProxyHerd.class, Stubs.class).initializers(store), properties);
  }

  private static Member start(SpringApplicationBuilder application, String... properties) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--spring.main.register-shutdown-hook=false",
                "--spring.lifecycle.timeout-per-shutdown-phase=2s",
                "--herd.store.type=memory",
                "--herd.name=Goloman",
                "--herd.secret=a secret for tests only",
                "--herd.management.password=a password for tests only",
                "--herd.bind-address=127.0.0.1",
                "--herd.members.Goloman.host=127.0.0.1",
                "--herd.members.Goloman.client-port=0",
                "--herd.members.Goloman.peer-port=0",
                "--herd.members.Goloman.http-port=0"));
    for (var property : properties) {
      var key = property.substring(0, property.indexOf('=') + 1);
      arguments.removeIf(argument -> argument.startsWith("--" + key));
      arguments.add("--" + property);
    }
    return new Member(application.run(arguments.toArray(String[]::new)));
  }

  /** As it was after the start. */
  void reset() {
    stubs.clock.set(RECEIVED);
    stubs.places = NOTHING;
  }

  MutableClock clock() {
    return stubs.clock;
  }

  void places(Places places) {
    stubs.places = places;
  }

  int port() {
    return server().getPort();
  }

  int httpPort() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  LocationStore store() {
    return context.getBean(LocationStore.class);
  }

  int openConnections() {
    return server().openConnections();
  }

  LineSocket connect() {
    return LineSocket.connect(port());
  }

  /** All replies to a text that is sent in one go, as {@code printf … | nc} gets them. */
  String exchange(String text) {
    return LineSocket.exchange(port(), text);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private LineServer server() {
    return context.getBean("clientServer", LineServer.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
