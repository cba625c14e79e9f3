package dev.proxyherd.places.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is asked of Google, and what becomes of its answers. */
class GoogleAnswerTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** In the form of Places API (New), with its habit of leaving zeros out. */
  private static final String NEW_ANSWER =
      """
      {
        "places": [
          {
            "id": "ChIJ_one",
            "types": [
              "university",
              "point_of_interest"
            ],
            "plusCode": {
              "globalCode": "85633HC3+HW",
              "compoundCode": "3HC3+HW Los Angeles, CA, USA"
            },
            "location": {
              "latitude": 34.0714350,
              "longitude": -118.4452e0
            },
            "viewport": {
              "low": {
                "latitude": 34.05,
                "longitude": -118.46
              },
              "high": {
                "latitude": 34.08,
                "longitude": -118.43
              }
            },
            "businessStatus": "OPERATIONAL",
            "iconMaskBaseUri": "https://maps.gstatic.com/mapfiles/place_api/icons/v2/school_pinlet",
            "iconBackgroundColor": "#7B9EB0",
            "displayName": {
              "text": "The \\"University\\" \\u00e9",
              "languageCode": "en"
            },
            "shortFormattedAddress": "Los Angeles"
          },
          {"id": "ChIJ_two", "location": {"longitude": 9.5}, "plusCode": {}},
          {"id": "ChIJ_three", "location": {}}
        ]
      }
      """;

  private static final String LEGACY_ANSWER =
      """
      {
         "html_attributions" : [],
         "results" : [ {"lat" : 1.0E+2}, {"b":"é"} , {"c":3}
         ],
         "status" : "OK"
      }
      """;

  @Test
  void asksTheNewApiForWhatIsNeeded() throws Exception {
    try (var google = FakeGoogle.answering(200, "{}")) {
      GoogleCalls.places("google", google).near(GoogleCalls.QUERY);
      var request = google.request();

      assertThat(request).startsWith("POST /v1/places:searchNearby HTTP/1.1\r\n");
      assertThat(request.toLowerCase(Locale.ROOT))
          .contains("content-type: application/json", "accept-encoding: gzip");
      assertThat(request)
          .contains("X-Goog-Api-Key: " + GoogleCalls.KEY + "\r\n")
          .contains("X-Goog-FieldMask: " + FieldMask.of(List.of("pro")).header() + "\r\n")
          .endsWith(
              "\r\n\r\n{\"maxResultCount\":2,\"rankPreference\":\"POPULARITY\","
                  + "\"locationRestriction\":{\"circle\":{\"center\":{\"latitude\":34.06893,"
                  + "\"longitude\":-118.445127},\"radius\":10000}}}");
    }
  }

  @Test
  void rendersTheNewFormAsTheLegacyOne() throws Exception {
    try (var google = FakeGoogle.answering(200, NEW_ANSWER)) {
      var answer = GoogleCalls.places("google", google).near(GoogleCalls.QUERY);

      assertThat(answer.status()).isEqualTo("OK");
      assertThat(answer.json())
          .isEqualTo(
              """
              {
                "html_attributions": [],
                "results": [
                  {"business_status": "OPERATIONAL", "geometry": {"location": \
              {"lat": 34.0714350, "lng": -118.4452e0}, "viewport": {"northeast": \
              {"lat": 34.08, "lng": -118.43}, "southwest": {"lat": 34.05, "lng": -118.46}}}, \
              "icon_background_color": "#7B9EB0", "icon_mask_base_uri": \
              "https://maps.gstatic.com/mapfiles/place_api/icons/v2/school_pinlet", \
              "name": "The \\"University\\" \\u00e9", "place_id": "ChIJ_one", "plus_code": \
              {"compound_code": "3HC3+HW Los Angeles, CA, USA", "global_code": "85633HC3+HW"}, \
              "reference": "ChIJ_one", "types": ["university", "point_of_interest"], \
              "vicinity": "Los Angeles"},
                  {"geometry": {"location": {"lat": 0, "lng": 9.5}}, "place_id": "ChIJ_two", \
              "plus_code": {}, "reference": "ChIJ_two"}
                ],
                "status": "OK"
              }\
              """);
      assertThat(JSON.readTree(answer.json()).get("results").size()).isEqualTo(2);
    }
  }

  @Test
  void noPlacesAreZeroResults() throws Exception {
    for (var nothing : new String[] {"{}\n", "{\"places\": []}"}) {
      try (var google = FakeGoogle.answering(200, nothing)) {
        var answer = GoogleCalls.places("google", google).near(GoogleCalls.QUERY);
        assertThat(answer.status()).isEqualTo("ZERO_RESULTS");
        assertThat(JSON.readTree(answer.json()).get("results").isEmpty()).isTrue();
      }
    }
  }

  @Test
  void asksTheLegacyApiByItsParameters() throws Exception {
    try (var google = FakeGoogle.answering(200, LEGACY_ANSWER)) {
      var query = new PlacesQuery(new Coordinates(0.00001, -180), 0.5, 20);
      GoogleCalls.places("google-legacy", google).near(query);

      assertThat(google.request())
          .startsWith(
              "GET /maps/api/place/nearbysearch/json?location=0.00001%2C-180&radius=0.5"
                  + "&key=AIza%2BSecret%2FKey%3D HTTP/1.1\r\n");
    }
  }

  @Test
  void aPathInTheBaseUrlStays() throws Exception {
    try (var google = FakeGoogle.answering(200, LEGACY_ANSWER)) {
      GoogleCalls.places("google-legacy", google.url() + "/proxy/", Duration.ofSeconds(30))
          .near(GoogleCalls.QUERY);

      assertThat(google.request()).startsWith("GET /proxy/maps/api/place/nearbysearch/json?");
    }
  }

  @Test
  void theLegacyTextIsCutAndNothingElse() throws Exception {
    var gzip = "Content-Encoding: gzip\r\n";
    try (var plain = FakeGoogle.answering(200, LEGACY_ANSWER);
        var packed = FakeGoogle.answering("200 OK", gzip, GoogleFailureTest.gzip(LEGACY_ANSWER))) {
      for (var google : new FakeGoogle[] {plain, packed}) {
        var answer = GoogleCalls.places("google-legacy", google).near(GoogleCalls.QUERY);
        assertThat(answer.status()).isEqualTo("OK");
        assertThat(answer.json()).isEqualTo(LEGACY_ANSWER.replace(" , {\"c\":3}", ""));
      }
    }
  }

  @Test
  void legacyFailuresGoOutAsTheyCame() throws Exception {
    var text =
        """
        {
           "error_message" : "You must enable Billing.",
           "html_attributions" : [],   "results" : [],
           "status" : "REQUEST_DENIED"
        }
        """;
    try (var google = FakeGoogle.answering(200, text)) {
      var answer = GoogleCalls.places("google-legacy", google).near(GoogleCalls.QUERY);
      assertThat(answer).isEqualTo(new PlacesAnswer("REQUEST_DENIED", text));
    }
  }

  @Test
  void legacyFailuresWithoutAdviceGetSome() throws Exception {
    try (var google =
        FakeGoogle.answering(200, "{\"results\":[],\"status\":\"OVER_QUERY_LIMIT\"}")) {
      var answer = GoogleCalls.places("google-legacy", google).near(GoogleCalls.QUERY);
      assertThat(answer.status()).isEqualTo("OVER_QUERY_LIMIT");
      assertThat(JSON.readTree(answer.json()).get("error_message").asString()).contains("quota");
    }
  }

  @Test
  void legacyZeroResultsAreNoFailure() throws Exception {
    var text = "{ \"html_attributions\":[],\"results\":[ ] ,\"status\":\"ZERO_RESULTS\"}";
    try (var google = FakeGoogle.answering("200 OK", "", text.getBytes(UTF_8))) {
      assertThat(GoogleCalls.places("google-legacy", google).near(GoogleCalls.QUERY))
          .isEqualTo(new PlacesAnswer("ZERO_RESULTS", text));
    }
  }
}
