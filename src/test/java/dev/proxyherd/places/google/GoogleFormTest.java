package dev.proxyherd.places.google;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.PlacesQuery;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Answers in the forms that Google documents, and answers in forms that it should not have. */
class GoogleFormTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final PlacesQuery SYDNEY =
      new PlacesQuery(new Coordinates(-33.8688, 151.2093), 1500, 2);

  @Test
  void everyFieldOfANewAnswerFindsItsPlace() throws Exception {
    try (var google = FakeGoogle.answering(200, Recorded.NEW)) {
      var answer = GoogleCalls.places("google", google).near(SYDNEY);

      assertThat(answer.json()).isEqualTo(Recorded.NEW_AS_LEGACY);
      assertThat(JSON.readTree(answer.json()).get("results").size()).isEqualTo(2);
    }
    var first = JSON.readTree(Recorded.NEW).get("places").get(0);
    for (var field : PlaceField.values()) {
      assertThat(first.has(field.google())).as("%s in the recorded answer", field).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PRICE_LEVEL_FREE, 0",
    "PRICE_LEVEL_INEXPENSIVE, 1",
    "PRICE_LEVEL_MODERATE, 2",
    "PRICE_LEVEL_EXPENSIVE, 3",
    "PRICE_LEVEL_VERY_EXPENSIVE, 4",
    "PRICE_LEVEL_UNSPECIFIED, ",
    "PRICE_LEVEL_ASTRONOMIC, ",
  })
  void pricesAreNumbers(String google, String legacy) {
    var place = "{\"id\": \"a\", \"priceLevel\": \"%s\"}".formatted(google);
    var price = legacy == null ? "" : "\"price_level\": " + legacy + ", ";

    assertThat(PlaceForm.of(JsonSpan.of(place)))
        .isEqualTo("{\"place_id\": \"a\", " + price + "\"reference\": \"a\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 20})
  void aLegacyAnswerIsItsOwnTextApartFromTheCut(int bound) throws Exception {
    var text = Recorded.LEGACY.replace("\n", bound % 2 == 0 ? "\r\n" : "\n");
    var kept =
        switch (bound) {
          case 1 -> text.indexOf(",", text.indexOf("\"vicinity\"") + 30);
          case 2 -> text.indexOf(",\t{\"name\":\"third\"}");
          case 3 -> text.indexOf(", null");
          default -> -1;
        };
    var end = text.indexOf("]  ,");
    var cut = kept < 0 ? text : text.substring(0, kept) + text.substring(endOfLast(text, end));
    try (var google = FakeGoogle.answering(200, text)) {
      var query = new PlacesQuery(GoogleCalls.QUERY.center(), 10_000, bound);
      var answer = GoogleCalls.places("google-legacy", google).near(query);

      assertThat(answer.status()).isEqualTo("OK");
      assertThat(answer.utf8().toString().getBytes(UTF_8)).isEqualTo(cut.getBytes(UTF_8));
    }
  }

  /** Where the last result of the recorded legacy answer ends. */
  private static int endOfLast(String text, int end) {
    return text.lastIndexOf(']', end - 1) + 1;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/html; charset=UTF-8\r\n",
        "Content-Type: application/octet-stream\r\n",
        "Content-Type: application/json; charset=ISO-8859-1\r\n",
        "",
      })
  void jsonIsJsonWhateverItIsCalled(String header) throws Exception {
    try (var newer = FakeGoogle.answering("200 OK", header, Recorded.NEW.getBytes(UTF_8));
        var legacy = FakeGoogle.answering("200 OK", header, Recorded.LEGACY.getBytes(UTF_8))) {
      assertThat(GoogleCalls.places("google", newer).near(SYDNEY).json())
          .isEqualTo(Recorded.NEW_AS_LEGACY);
      assertThat(GoogleCalls.places("google-legacy", legacy).near(GoogleCalls.QUERY).status())
          .isEqualTo("OK");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void whatIsNotJsonInUtf8IsRefusedWhateverItIsCalled(String provider) throws Exception {
    var json = provider.equals("google") ? Recorded.NEW : Recorded.LEGACY;
    var bodies =
        Map.of(
            "a log-in page", "<html><title>Wi-Fi</title>Accept our terms</html>".getBytes(UTF_8),
            "in Latin 1", json.getBytes(ISO_8859_1),
            "in UTF-16", json.getBytes(UTF_16),
            "with a byte order mark", ("\uFEFF" + json).getBytes(UTF_8),
            "the first half", json.substring(0, json.length() / 2).getBytes(UTF_8),
            "twice", (json + json).getBytes(UTF_8));
    for (var body : bodies.entrySet()) {
      var header = "Content-Type: application/json; charset=UTF-8\r\n";
      try (var google = FakeGoogle.answering("200 OK", header, body.getValue())) {
        var answer = GoogleCalls.places(provider, google).near(SYDNEY);

        assertThat(answer.status()).as(body.getKey()).isEqualTo("UNKNOWN_ERROR");
        assertThat(answer.json()).as(body.getKey()).contains("not JSON in UTF-8");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"places\": [{}]}",
        "{\"places\": [{\"name\": \"places/x\"}]}",
        "{\"places\": [null]}",
        "{\"places\": [[{\"id\": \"a\"}]]}",
        "{\"places\": {\"id\": \"a\"}}",
        "{\"place\": {\"id\": \"a\"}}",
        "{\"id\": \"a\", \"location\": {}}",
        "[{\"places\": []}]",
        "{\"status\": \"OK\", \"result\": {\"place_id\": \"a\"}}",
        "{\"status\": \"OK\", \"candidates\": []}",
        "{\"predictions\": [], \"status\": \"OK\"}",
        "{\"error\": {\"code\": 403, \"status\": \"PERMISSION_DENIED\"}}",
      })
  void answersOfOtherMethodsAreRefused(String text) throws Exception {
    for (var provider : new String[] {"google", "google-legacy"}) {
      try (var google = FakeGoogle.answering(200, text)) {
        var answer = GoogleCalls.places(provider, google).near(SYDNEY);

        assertThat(answer.status()).isEqualTo("UNKNOWN_ERROR");
        assertThat(answer.json()).contains("something else than places", "base-url");
      }
    }
  }

  @Test
  void placesFarFromWhereWasAskedMayBeRefused() throws Exception {
    var far = new PlacesQuery(new Coordinates(51.5, -0.12), 50_000, 2);
    for (var provider : new String[] {"google", "google-legacy"}) {
      var text = provider.equals("google") ? Recorded.NEW : Recorded.LEGACY;
      try (var google = FakeGoogle.answering(200, text)) {
        var refusing = GoogleCalls.places(provider, google, Map.of("far-answers", "refuse"));
        var answer = refusing.near(far);
        assertThat(answer.status()).isEqualTo("UNKNOWN_ERROR");
        assertThat(answer.json()).contains("another request", "herd.places.google.far-answers");

        assertThat(GoogleCalls.places(provider, google).near(far).status()).isEqualTo("OK");
      }
    }
  }
}
