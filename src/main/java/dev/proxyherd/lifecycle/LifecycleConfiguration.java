package dev.proxyherd.lifecycle;

import dev.proxyherd.http.WebServer;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.peer.PeerProperties;
import dev.proxyherd.tcp.LineServer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How a member starts and stops.
 *
 * <p>Boot's part of it is asked for here rather than at {@link dev.proxyherd.ProxyHerd}: Spring
 * Integration looks for gateways in the package of the class that asks, and below, at every start;
 * and there are none.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LifecycleConfiguration {
  @Bean
  MemberDrain memberDrain(
      LineServer clientServer,
      WebServer webServer,
      Neighbours neighbours,
      LocationStore store,
      LifecycleProperties lifecycle) {
    return new MemberDrain(
        clientServer,
        webServer,
        new LinkFlush(neighbours, store),
        lifecycle.getTimeoutPerShutdownPhase());
  }

  @Bean
  CatchUpGate catchUpGate(
      Neighbours neighbours, PeerProperties properties, ConfigurableApplicationContext context) {
    return new CatchUpGate(neighbours, properties.catchUpLimit(), context);
  }

  @Bean
  HealthIndicator catchUpHealthIndicator(CatchUpGate gate) {
    return gate::health;
  }
}
