package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.places.PlacesConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for, and what it costs. */
class FieldMaskTest {

  @Test
  void theCheapestPriceIsTheDefault() {
    var mask = FieldMask.of(GoogleCalls.properties(Map.of()).fields());

    assertThat(mask.priceClass()).isEqualTo(PriceClass.PRO);
    assertThat(mask.header())
        .isEqualTo(
            "places.businessStatus,places.location,places.viewport,places.iconBackgroundColor,"
                + "places.iconMaskBaseUri,places.displayName,places.id,places.plusCode,"
                + "places.types,places.shortFormattedAddress,places.attributions");
  }

  @ParameterizedTest
  @CsvSource({
    "displayName, PRO",
    "places.displayName, PRO",
    "photos, PRO",
    "enterprise, ENTERPRISE",
    "pro rating, ENTERPRISE",
    "places.priceLevel, ENTERPRISE",
    "atmosphere, ATMOSPHERE",
    "servesBeer displayName, ATMOSPHERE",
    "servesBeer rating, ATMOSPHERE",
  })
  void theDearestFieldIsThePrice(String names, PriceClass price) {
    assertThat(FieldMask.of(List.of(names.split(" "))).priceClass()).isEqualTo(price);
  }

  @Test
  void aPriceClassHasTheFieldsOfTheCheaperOnesToo() {
    var pro = FieldMask.of(List.of("pro")).fields();
    var enterprise = FieldMask.of(List.of("enterprise")).fields();

    assertThat(enterprise)
        .containsAll(pro)
        .contains(
            PlaceField.RATING,
            PlaceField.USER_RATING_COUNT,
            PlaceField.PRICE_LEVEL,
            PlaceField.CURRENT_OPENING_HOURS)
        .hasSize(pro.size() + 4);
    assertThat(FieldMask.of(List.of("atmosphere")).fields())
        .containsAll(enterprise)
        .contains(PlaceField.SERVES_WINE)
        .doesNotContain(PlaceField.PHOTOS);
  }

  @Test
  void whatIdentifiesAndCreditsAPlaceIsAlwaysAskedFor() {
    assertThat(FieldMask.of(List.of("rating")).header())
        .isEqualTo("places.location,places.id,places.rating,places.attributions");
    assertThat(FieldMask.of(List.of("currentOpeningHours")).header())
        .contains("places.currentOpeningHours.openNow");
  }

  @ParameterizedTest
  @CsvSource({
    "ratings, Did you mean rating?",
    "places.displayname, Did you mean displayName?",
    "Pro, Did you mean pro?",
    "reviews, pro",
    "*, pro",
    "'', pro",
  })
  void anUnknownFieldIsRefused(String name, String remedy) {
    assertThatThrownBy(() -> FieldMask.of(List.of("pro", name)))
        .isInstanceOfSatisfying(
            PlacesConfigurationException.class,
            problem -> assertThat(problem.remedy()).contains(remedy, "userRatingCount"))
        .hasMessageStartingWith("herd.places.google.fields is '" + name + "'");
  }

  @Test
  void noFieldsAreRefused() {
    assertThatThrownBy(() -> FieldMask.of(List.of()))
        .hasMessageStartingWith("herd.places.google.fields is empty");
  }

  @Test
  void theLegacyApiHasOnePrice() {
    var properties = Map.of("herd.places.provider", "google-legacy", "herd.places.google.key", "k");
    assertThat(GoogleCalls.settings(properties).priceClass()).isEqualTo(PriceClass.LEGACY);
  }

  @Test
  void theDocumentationSaysThePriceOfEachField() throws Exception {
    var page = Files.readString(Path.of("docs/reference/places.md"));
    for (var field : PlaceField.values()) {
      assertThat(page)
          .containsPattern(
              "(?m)^\\| `%s` \\| %s \\|".formatted(field.google(), field.priceClass().label()));
    }
  }
}
