package dev.proxyherd.places.gazetteer;

import dev.proxyherd.places.Places;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The gazetteer, which is loaded only where a member is to ask it. */
@Configuration(proxyBeanMethods = false)
public class GazetteerConfiguration {
  private static final Duration LOADING_PATIENCE = Duration.ofSeconds(30);

  @Bean
  BackgroundGazetteer gazetteer() {
    return new BackgroundGazetteer(PlaceIndex::builtIn, LOADING_PATIENCE);
  }

  @Lazy
  @Bean(defaultCandidate = false)
  Places gazetteerPlaces(BackgroundGazetteer gazetteer) {
    gazetteer.start();
    return new GazetteerPlaces(gazetteer);
  }
}
