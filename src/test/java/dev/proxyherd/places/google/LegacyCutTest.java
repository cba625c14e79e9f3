package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The legacy text is cut to the bound, and no other byte of it changes. */
class LegacyCutTest {
  private static final String BEFORE =
      """
      {
         "html_attributions" : [ "a \\"results\\" : [1,2] ]" ],\t
         "meta":{"results":[1,2,3,4,5],"deep":[[{"results":[]}]]} ,
         "next_page_token" : "]}\\\\",
         "numbers":[1.0E+2,-0.0,1e-7,123456789012345678901234567890,0.10],
         "results"  :  [\
      """;

  private static final String AFTER =
      """
      ],
         "status" : "OK" , "last":{"results":["]"]}  }

      """;

  @Test
  void onlyTheResultsBeyondTheBoundGo() {
    var text =
        BEFORE
            + "\n\n   {\"name\":\"[ \\\"one\\\" \\u00e9 é 東京 \uD83C\uDFD9 ]\",\"lat\":34.0700 }"
            + " ,\r\n   {\"types\":[[\"]\",\"}\"],{}]  }"
            + ",{},  {\"name\" : \"four\"}\n  "
            + AFTER;

    assertThat(cut(text, 2))
        .isEqualTo(
            BEFORE
                + "\n\n   {\"name\":\"[ \\\"one\\\" \\u00e9 é 東京 \uD83C\uDFD9 ]\",\"lat\":34.0700 }"
                + " ,\r\n   {\"types\":[[\"]\",\"}\"],{}]  }"
                + "\n  "
                + AFTER);
    assertThat(cut(text, 4)).isSameAs(text);
    assertThat(cut(text, 20)).isSameAs(text);
  }

  @Test
  void whateverTheResultsAreMadeOf() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    for (var round = 0; round < 500; round++) {
      var elements = new ArrayList<String>();
      for (var count = random.nextInt(30); count > 0; count--) {
        elements.add(value(random, 3));
      }
      var bound = 1 + random.nextInt(20);
      var kept = elements.subList(0, Math.min(bound, elements.size()));
      assertThat(cut(text(elements), bound))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(text(kept));
    }
  }

  private static String text(List<String> elements) {
    return BEFORE + "  " + String.join(" ,\n ", elements) + " \n " + AFTER;
  }

  private static String value(Random random, int depth) {
    var scalars =
        new String[] {"1.0E+2", "-0.50", "true", "null", "\"],[\\\"\\\\\"", "\"é\\ud83d\""};
    return switch (random.nextInt(depth == 0 ? 1 : 3)) {
      case 1 -> "[ " + value(random, depth - 1) + " ,  " + value(random, depth - 1) + "]";
      case 2 -> "{\"results\" :\t[" + value(random, depth - 1) + "],\"b\":{ } }";
      default -> scalars[random.nextInt(scalars.length)];
    };
  }

  private static String cut(String text, int bound) {
    var results = Objects.requireNonNull(JsonSpan.of(text).member("results"));
    return LegacyNearbySearch.cut(results, bound);
  }
}
