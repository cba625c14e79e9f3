package dev.proxyherd.places;

import dev.proxyherd.places.gazetteer.GazetteerConfiguration;
import dev.proxyherd.places.google.GoogleConfiguration;
import dev.proxyherd.places.google.GoogleSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/** Chooses the places source by {@code herd.places.provider}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlacesProperties.class)
@Import({GoogleConfiguration.class, GazetteerConfiguration.class})
public class PlacesConfiguration {

  @Bean
  Places places(
      PlacesProperties properties,
      @Qualifier("gazetteerPlaces") ObjectProvider<Places> gazetteer,
      @Qualifier("googlePlaces") ObjectProvider<Places> google) {
    return switch (properties.source()) {
      case GAZETTEER -> gazetteer.getObject();
      case GOOGLE, GOOGLE_LEGACY -> google.getObject();
    };
  }

  @Bean
  @Lazy
  GoogleSettings googleSettings(PlacesProperties properties) {
    var legacy = properties.source() == PlacesProperties.Provider.GOOGLE_LEGACY;
    return GoogleSettings.of(properties.google(), legacy);
  }
}
