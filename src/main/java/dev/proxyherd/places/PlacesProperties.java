package dev.proxyherd.places;

import dev.proxyherd.places.gazetteer.GazetteerProperties;
import dev.proxyherd.places.google.GoogleProperties;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code herd.places}: where places come from.
 *
 * @param provider the source; without it Google if there is a key, else the gazetteer
 * @param google how to ask Google
 * @param gazetteer where the gazetteer's places are, and which of them are answered
 */
@Validated
@ConfigurationProperties("herd.places")
record PlacesProperties(
    @Nullable Provider provider,
    @DefaultValue @Valid GoogleProperties google,
    @DefaultValue @Valid GazetteerProperties gazetteer) {

  /** The source that is meant. */
  Provider source() {
    if (provider != null) {
      return provider;
    }
    return google.key().isBlank() ? Provider.GAZETTEER : Provider.GOOGLE;
  }

  /** The sources there are. */
  enum Provider {
    GAZETTEER,
    GOOGLE,
    GOOGLE_LEGACY
  }
}
