package dev.proxyherd.places.gazetteer;

import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The gazetteer, which is loaded only where a member is to ask it. */
@Configuration(proxyBeanMethods = false)
public class GazetteerConfiguration {
  private static final Duration LOADING_PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(2);

  @Bean(destroyMethod = "stop")
  BackgroundGazetteer gazetteer(
      GazetteerProperties properties, ObjectProvider<InstantSource> clock) {
    return new BackgroundGazetteer(
        properties.source(),
        new BackgroundGazetteer.Times(LOADING_PATIENCE, LOOK),
        clock.getIfAvailable(InstantSource::system));
  }

  @Bean
  PlaceNames placeNames(BackgroundGazetteer gazetteer) {
    return new PlaceNames(gazetteer);
  }

  @Lazy
  @Bean(defaultCandidate = false)
  Places gazetteerPlaces(BackgroundGazetteer gazetteer, GazetteerProperties properties) {
    gazetteer.file().ifPresent(GazetteerConfiguration::requireFileOfPlaces);
    gazetteer.start();
    return new GazetteerPlaces(gazetteer, properties.rank());
  }

  /** What takes no time; the rest is checked in the background. */
  private static void requireFileOfPlaces(Path file) {
    try {
      PlaceFile.checkHeader(file);
    } catch (IOException e) {
      throw new PlacesConfigurationException(
          "herd.places.gazetteer.file",
          "'" + file + "'",
          String.valueOf(e.getMessage()),
          "Make one with ./herd places import, or leave the setting out for the places in the"
              + " jar.");
    }
  }
}
