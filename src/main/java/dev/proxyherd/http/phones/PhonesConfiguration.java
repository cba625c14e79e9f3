package dev.proxyherd.http.phones;

import dev.proxyherd.http.Bodies;
import dev.proxyherd.http.Callers;
import dev.proxyherd.http.Updates;
import dev.proxyherd.location.LocationStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Phones at the web port. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PhonesProperties.class)
public class PhonesConfiguration {
  private static final String ENABLED = "herd.web.phones.enabled";

  @Bean
  PhoneCounts phoneCounts() {
    return new PhoneCounts();
  }

  @Bean
  PhoneUpdates phoneUpdates(Updates updates, PhoneCounts counts) {
    return new PhoneUpdates(updates, counts);
  }

  @Bean
  @ConditionalOnBooleanProperty(name = ENABLED, matchIfMissing = true)
  OwnTracksRoutes ownTracksRoutes(
      Callers callers,
      Bodies bodies,
      PhoneUpdates updates,
      LocationStore store,
      PhonesProperties properties) {
    return new OwnTracksRoutes(callers, bodies, updates, new Friends(store, properties.friends()));
  }

  /** Before whatever else is at {@code /}: it leaves that what no app sends. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @ConditionalOnBooleanProperty(name = ENABLED, matchIfMissing = true)
  TraccarRoutes traccarRoutes(Callers callers, Bodies bodies, PhoneUpdates updates) {
    return new TraccarRoutes(callers, bodies, updates);
  }
}
