package dev.proxyherd.places.google;

import dev.proxyherd.places.Places;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The beans that ask Google, made only where a member is to ask it.
 *
 * <p>Lazy beans rather than conditional ones: conditions would be decided when an image is built
 * ahead of time, and the provider is decided where the member runs.
 */
@Configuration(proxyBeanMethods = false)
public class GoogleConfiguration {

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

  @Lazy
  @Bean(defaultCandidate = false)
  Places googlePlaces(GoogleSettings settings, @Qualifier("placesWebClient") WebClient client) {
    return new GooglePlaces(settings, client);
  }
}
