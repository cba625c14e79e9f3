package dev.proxyherd.places;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.gazetteer.Gazetteer;
import dev.proxyherd.places.gazetteer.ImportedPlace;
import dev.proxyherd.places.gazetteer.PlaceFileWriter;
import dev.proxyherd.places.google.GoogleSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

/** Which source a member gets, and what it will not start with. */
class PlacesConfigurationTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class))
          .withUserConfiguration(PlacesConfiguration.class);

  @Test
  void withoutAKeyThereIsTheGazetteer() {
    runner.run(
        context -> {
          assertThat(source(context)).isEqualTo("GazetteerPlaces");
          assertThat(context.getBean(Gazetteer.class).state())
              .isIn(Gazetteer.State.LOADING, Gazetteer.State.LOADED);
        });
  }

  @Test
  void withAKeyThereIsGoogle() {
    runner
        .withPropertyValues("herd.places.google.key=abc")
        .run(
            context -> {
              assertThat(source(context)).isEqualTo("GooglePlaces");
              assertThat(context).getBean("placesWebClient").isInstanceOf(WebClient.class);
              assertThat(context.getBean(Gazetteer.class).state())
                  .isEqualTo(Gazetteer.State.UNUSED);
              assertThat(context.getBean(GoogleSettings.class).baseUrl())
                  .isEqualTo("https://places.googleapis.com");
            });
  }

  @Test
  void theGazetteerMayBeAFile(@TempDir Path folder) throws Exception {
    var file = folder.resolve("places");
    try (var writer = PlaceFileWriter.create(file, List.of())) {
      writer.add(new ImportedPlace("", "near", 0, 0, List.of("cafe"), "", 1));
      writer.add(new ImportedPlace("", "prominent", 0.1, 0, List.of("cafe"), "", 2));
      writer.add(new ImportedPlace("", "most prominent", 0.1, 0, List.of("bar"), "", 3));
      writer.finish();
    }
    var query = new PlacesQuery(new Coordinates(0, 0), 50_000, 1);
    var withFile = runner.withPropertyValues("herd.places.gazetteer.file=" + file);
    withFile.run(
        context ->
            assertThat(context.getBean("places", Places.class).near(query).json())
                .contains("\"near\""));
    withFile
        .withPropertyValues(
            "herd.places.gazetteer.rank=prominence", "herd.places.gazetteer.types=cafe,pub")
        .run(
            context ->
                assertThat(context.getBean("places", Places.class).near(query).json())
                    .contains("\"prominent\""));
    Files.writeString(file, "id,name,latitude,longitude");
    withFile.run(
        context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(PlacesConfigurationException.class)
                .hasMessageContainingAll(
                    "herd.places.gazetteer.file is '" + file, "is not a file of places"));
  }

  @Test
  void theProviderIsWhatIsSaid() {
    runner
        .withPropertyValues("herd.places.google.key=abc", "herd.places.provider=gazetteer")
        .run(context -> assertThat(source(context)).isEqualTo("GazetteerPlaces"));
    runner
        .withPropertyValues("herd.places.google.key= abc\n", "herd.places.provider=google-legacy")
        .run(
            context -> {
              var settings = context.getBean(GoogleSettings.class);
              assertThat(settings.baseUrl()).isEqualTo("https://maps.googleapis.com");
            });
  }

  @Test
  void theGazetteerIsLoadedWhereItMayHaveToAnswer() {
    runner
        .withPropertyValues("herd.places.google.key=abc", "herd.places.google.fall-back=true")
        .run(
            context -> {
              assertThat(source(context)).isEqualTo("FallBack");
              assertThat(context.getBean(Gazetteer.class).state())
                  .isNotEqualTo(Gazetteer.State.UNUSED);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "provider=google | herd.places.google.key is not set",
        "provider=google-legacy | herd.places.google.key is not set",
        "google.key=two words | herd.places.google.key is set (not shown)",
        "google.base-url=ftp://there | herd.places.google.base-url is 'ftp://there'",
        "google.base-url=https://a:b@there | herd.places.google.base-url is"
            + " 'https://(hidden)@there'",
        "google.base-url=there | herd.places.google.base-url is 'there'",
        "google.base-url=https://there?key=x | herd.places.google.base-url is"
            + " 'https://there?key=x'",
        "google.proxy=proxy:3128 | herd.places.google.proxy is 'proxy:3128'",
        "google.proxy=http://proxy | herd.places.google.proxy is 'http://proxy'",
        "google.proxy=http://ann:two words@proxy:1 | is 'http://(hidden)@proxy:1'",
        "google.budget.zone=Mars | herd.places.google.budget.zone is 'Mars'",
        "google.max-response=0B | herd.places.google.max-response is 0B",
        "google.max-response=1GB | herd.places.google.max-response is 1073741824B",
      })
  void badSettingsEndTheStart(String setting, String message) {
    var key = setting.matches("google[.](base|max|proxy|budget).*") ? "abc" : "";
    runner
        .withPropertyValues(
            "herd.places.provider=google",
            "herd.places.google.key=" + key,
            "herd.places." + setting)
        .run(
            context -> {
              var failure = Objects.requireNonNull(context.getStartupFailure());
              assertThat(failure)
                  .rootCause()
                  .hasMessageContaining(message)
                  .hasMessageNotContaining("two words")
                  .isInstanceOfSatisfying(
                      PlacesConfigurationException.class,
                      problem -> assertThat(problem.remedy()).isNotBlank());
            });
  }

  @Test
  void theLegacyApiDoesNotRankByDistance() {
    runner
        .withPropertyValues(
            "herd.places.provider=google-legacy",
            "herd.places.google.key=abc",
            "herd.places.google.rank=distance")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(PlacesConfigurationException.class)
                    .hasMessageContaining("herd.places.google.rank is distance"));
  }

  @ParameterizedTest
  @CsvSource({
    "timeout=0s",
    "timeout=2m",
    "connections=0",
    "retries=11",
    "breaker.calls=1",
    "cache=31d",
    "rank=price",
    "timeout=soon"
  })
  void badValuesAreNamed(String setting) {
    runner
        .withPropertyValues("herd.places.google." + setting)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining(setting.substring(0, setting.indexOf('='))));
  }

  private static String source(ApplicationContext context) {
    return context.getBean("places", Places.class).getClass().getSimpleName();
  }
}
