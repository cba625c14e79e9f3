package dev.proxyherd.http.map;

import dev.proxyherd.http.Callers;
import dev.proxyherd.location.Retention;
import dev.proxyherd.places.gazetteer.PlaceNames;
import dev.proxyherd.topology.Topology;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The live map, where it is on, and the names of places, which others may use as well. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MapProperties.class)
public class MapConfiguration {
  @Bean
  @ConditionalOnBooleanProperty(name = "herd.web.map.enabled", matchIfMissing = true)
  MapRoutes mapRoutes(Topology topology, MapProperties properties, Retention retention) {
    return new MapRoutes(topology.self(), properties, retention, new MapFiles());
  }

  @Bean
  PlaceRoutes placeRoutes(Callers callers, PlaceNames names) {
    return new PlaceRoutes(callers, names);
  }
}
