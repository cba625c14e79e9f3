package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.places.PlacesConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked besides the circle, and how each API is asked it. */
class SearchOptionsTest {

  @Test
  void theNewApiIsAskedForAllOfIt() throws Exception {
    var settings =
        Map.of(
            "included-types", "cafe, bar",
            "excluded-types", "night_club",
            "included-primary-types", "cafe",
            "excluded-primary-types", "hotel,motel",
            "language", "pt-BR",
            "region", "br",
            "rank", "distance");
    try (var google = FakeGoogle.answering(200, "{}")) {
      GoogleCalls.places("google", google, settings).near(GoogleCalls.QUERY);

      assertThat(google.request())
          .endsWith(
              "{\"maxResultCount\":2,\"rankPreference\":\"DISTANCE\","
                  + "\"includedTypes\":[\"cafe\",\"bar\"],\"excludedTypes\":[\"night_club\"],"
                  + "\"includedPrimaryTypes\":[\"cafe\"],"
                  + "\"excludedPrimaryTypes\":[\"hotel\",\"motel\"],"
                  + "\"languageCode\":\"pt-BR\",\"regionCode\":\"BR\","
                  + "\"locationRestriction\":{\"circle\":{\"center\":{\"latitude\":34.06893,"
                  + "\"longitude\":-118.445127},\"radius\":10000}}}");
    }
  }

  @Test
  void theLegacyApiIsAskedForATypeAndALanguage() throws Exception {
    var settings = Map.of("included-types", "cafe", "language", "zh-Hant");
    try (var google = FakeGoogle.answering(200, "{\"results\":[],\"status\":\"ZERO_RESULTS\"}")) {
      GoogleCalls.places("google-legacy", google, settings).near(GoogleCalls.QUERY);

      assertThat(google.request())
          .contains("&radius=10000&type=cafe&language=zh-Hant&key=AIza%2BSecret%2FKey%3D HTTP");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "included-types, Cafe",
    "excluded-types, night club",
    "included-primary-types, 'cafe,,bar'",
    "excluded-primary-types, café",
    "language, english_US",
    "language, deutschland",
    "language, 'de\"}'",
    "region, USA",
    "region, 419",
    "region, Ü1",
  })
  void aWrongValueIsRefused(String name, String value) {
    assertThatThrownBy(() -> GoogleCalls.settings(settings("google", name, value)))
        .isInstanceOfSatisfying(
            PlacesConfigurationException.class,
            problem -> {
              assertThat(problem.key()).isEqualTo("herd.places.google." + name);
              assertThat(problem.remedy()).isNotBlank();
            })
        .hasMessageStartingWith("herd.places.google." + name + " is '");
  }

  @Test
  void whatIsAskedForAndExcludedIsRefused() {
    for (var kind : new String[] {"types", "primary-types"}) {
      var settings = settings("google", "included-" + kind, "cafe,bar");
      settings.put("herd.places.google.excluded-" + kind, "bar");
      assertThatThrownBy(() -> GoogleCalls.settings(settings))
          .hasMessageStartingWith("herd.places.google.excluded-%s is 'bar'".formatted(kind));
    }
  }

  @Test
  void moreTypesThanGoogleTakesAreRefused() {
    var types = IntStream.range(0, 51).mapToObj(i -> "type_" + i).collect(Collectors.joining(","));
    assertThatThrownBy(() -> GoogleCalls.settings(settings("google", "excluded-types", types)))
        .hasMessageContaining("a list of 51");
  }

  @ParameterizedTest
  @CsvSource({
    "included-types, 'cafe,bar'",
    "excluded-types, cafe",
    "included-primary-types, cafe",
    "excluded-primary-types, cafe",
    "region, US",
    "fields, enterprise",
    "rank, distance",
  })
  void whatTheLegacyApiHasNotIsRefused(String name, String value) {
    GoogleCalls.settings(settings("google", name, value));

    assertThatThrownBy(() -> GoogleCalls.settings(settings("google-legacy", name, value)))
        .isInstanceOfSatisfying(
            PlacesConfigurationException.class,
            problem -> assertThat(problem.remedy()).contains("herd.places.provider to google."))
        .hasMessageStartingWith("herd.places.google." + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "pt-BR", "zh-Hant-TW", "es-419"})
  void languagesAreThoseOfBcp47(String language) {
    var settings = GoogleCalls.settings(settings("google", "language", language));
    assertThat(settings.api())
        .isInstanceOfSatisfying(
            NewNearbySearch.class, api -> assertThat(api.options().language()).isEqualTo(language));
  }

  private static Map<String, String> settings(String provider, String name, String value) {
    var settings = new HashMap<String, String>();
    settings.put("herd.places.provider", provider);
    settings.put("herd.places.google.key", "k");
    settings.put("herd.places.google." + name, value);
    return settings;
  }
}
