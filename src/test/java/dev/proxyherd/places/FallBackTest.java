package dev.proxyherd.places;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Coordinates;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The second source answers where the first fails, and the answer says so. */
class FallBackTest {
  private static final PlacesQuery QUERY = new PlacesQuery(new Coordinates(1, 2), 500, 5);
  private static final Places FAILING =
      _ -> NearbySearch.failure(PlacesStatus.OVER_QUERY_LIMIT, "The \"budget\"\nis spent.");
  private static final Places GOOD =
      _ -> {
        var json = new StringBuilder();
        NearbySearch.open(json, "GeoNames");
        NearbySearch.separate(json, 0);
        json.append("{\"name\": \"{Here}\"}");
        return NearbySearch.close(json, PlacesStatus.OK);
      };

  private final AtomicInteger fallBacks = new AtomicInteger();

  private PlacesAnswer near(Places first, Places second) {
    return new FallBack(first, second, fallBacks::incrementAndGet).near(QUERY);
  }

  @Test
  void theSecondAnswersForTheFirst() {
    var answer = near(FAILING, GOOD);
    assertThat(answer.status()).isEqualTo("OK");
    assertThat(answer.json())
        .isEqualTo(
            """
            {
              "fallback": "OVER_QUERY_LIMIT: The \\"budget\\"\\u000ais spent.",
              "html_attributions": ["GeoNames"],
              "results": [
                {"name": "{Here}"}
              ],
              "status": "OK"
            }\
            """);
    assertThat(JsonMapper.shared().readTree(answer.json()).path("fallback").asString())
        .isEqualTo("OVER_QUERY_LIMIT: The \"budget\"\nis spent.");
    assertThat(fallBacks).hasValue(1);
  }

  @Test
  void nothingFoundIsNoFailure() {
    var answer = near(_ -> NearbySearch.nothing(), GOOD);
    assertThat(answer.json()).isEqualTo(NearbySearch.nothing().json());
    assertThat(fallBacks).hasValue(0);
  }

  @Test
  void theFirstHasTheLastWordWhereBothFail() {
    var answer = near(FAILING, _ -> NearbySearch.failure(PlacesStatus.UNKNOWN_ERROR, "not loaded"));
    assertThat(answer.json()).isEqualTo(FAILING.near(QUERY).json());
    assertThat(fallBacks).hasValue(0);
  }

  @Test
  void aStatusThatNobodyKnowsIsAFailure() {
    var answer = near(_ -> new PlacesAnswer("FINE", "{\"status\": \"FINE\"}"), GOOD);
    assertThat(answer.json()).contains("\"fallback\": \"FINE:\"").contains("{Here}");
  }
}
