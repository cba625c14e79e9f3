package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.PlacesQuery;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers are taken for those to another request. */
class AnswerAreaTest {
  private static final AnswerArea AREA = new AnswerArea(GoogleProperties.FarAnswers.REFUSE);

  /** A degree of a great circle is 111.2 km. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 10, 0.98, 0, true",
    "0, 0, 10, 1.00, 0, false",
    "0, 0, 50, 0, 1.34, true",
    "0, 0, 50, 0, 1.36, false",
    "60, 10, 10, 60, 11.9, true",
    "60, 10, 10, 60, 12.1, false",
    "10, 179.9, 1, 10, -179.9, true",
    "-10, -180, 1, -10, 180, true",
    "89.9, 0, 1, 89.9, 180, true",
    "90, 0, 1, 89.2, 77, true",
    "90, 0, 1, -90, 0, false",
    "34.07, -118.44, 10, -33.87, 151.2, false",
    "34.07, -118.44, 10, 34.07, 118.44, false",
  })
  void theMarginIsAHundredKilometres(
      double latitude, double longitude, double km, double north, double east, boolean near) {
    var query = new PlacesQuery(new Coordinates(latitude, longitude), km * 1000, 20);
    var places = List.of(new Coordinates(north, east));

    if (near) {
      assertThatCode(() -> AREA.check(places, query)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> AREA.check(places, query))
          .isInstanceOf(GoogleApi.UnreadableAnswerException.class);
    }
  }

  @Test
  void onePlaceThatIsNearIsEnough() {
    var here = new Coordinates(48.1, 11.5);
    var elsewhere = new Coordinates(-48.1, 11.5);
    var query = new PlacesQuery(here, 1, 20);

    assertThatCode(() -> AREA.check(List.of(elsewhere, here, elsewhere), query))
        .doesNotThrowAnyException();
    assertThatCode(() -> AREA.check(List.of(), query)).doesNotThrowAnyException();
    assertThatThrownBy(() -> AREA.check(List.of(elsewhere, elsewhere), query))
        .hasMessageNotContaining("48");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"lat\": 1.5e1, \"lng\": -2} | 15 | -2",
        "{\"lat\": 15} | 15 | 0",
        "{} | 0 | 0",
        "{\"lat\": 91} | | ",
        "{\"lng\": -181} | | ",
        "{\"lat\": \"15\"} | | ",
        "{\"lat\": 1e999} | | ",
        "{\"lat\": null} | | ",
      })
  void whatIsNoPointDoesNotCount(String json, Double latitude, Double longitude) {
    assertThat(AnswerArea.point(JsonSpan.of(json), "lat", "lng"))
        .isEqualTo(
            latitude == null || longitude == null ? null : new Coordinates(latitude, longitude));
  }
}
