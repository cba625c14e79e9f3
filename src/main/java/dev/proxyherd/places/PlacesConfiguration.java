package dev.proxyherd.places;

import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Chooses the places source by {@code herd.places.provider}.
 *
 * <p>Lazy beans rather than conditional ones: conditions would be decided when an image is built
 * ahead of time, and the provider is decided where the member runs.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlacesProperties.class)
class PlacesConfiguration {
  private static final Duration LOADING_PATIENCE = Duration.ofSeconds(30);

  @Bean
  BackgroundGazetteer gazetteer() {
    return new BackgroundGazetteer(PlaceIndex::builtIn, LOADING_PATIENCE);
  }

  @Bean
  Places places(
      PlacesProperties properties,
      BackgroundGazetteer gazetteer,
      ObjectProvider<GoogleSettings> settings,
      @Qualifier("placesWebClient") ObjectProvider<WebClient> client) {
    if (properties.source() == PlacesProperties.Provider.GAZETTEER) {
      gazetteer.start();
      return new GazetteerPlaces(gazetteer);
    }
    return new GooglePlaces(settings.getObject(), client.getObject());
  }

  @Bean
  @Lazy
  GoogleSettings googleSettings(PlacesProperties properties) {
    return GoogleSettings.of(properties);
  }

  @Lazy
  @Bean(defaultCandidate = false, destroyMethod = "dispose")
  ConnectionProvider placesConnections(GoogleSettings settings) {
    return GoogleClient.connections(settings);
  }

  @Lazy
  @Bean(defaultCandidate = false)
  WebClient placesWebClient(
      GoogleSettings settings,
      @Qualifier("placesConnections") ConnectionProvider connections,
      WebClient.Builder builder) {
    return GoogleClient.of(settings, connections, builder);
  }
}
