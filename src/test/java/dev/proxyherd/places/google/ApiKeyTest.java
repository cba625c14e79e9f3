package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key is found in texts in whatever spelling it comes back. */
class ApiKeyTest {
  private final ApiKey key = new ApiKey(GoogleCalls.KEY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AIza+Secret/Key=",
        "AIza%2BSecret%2FKey%3D",
        "AIza%2bSecret/Key%3d",
        "AIza%252BSecret%252FKey%25253D",
        "%41Iza+Secret/Key=",
        "AIza+Secret\\/Key=",
        "AIza\\u002bSecret\\u002FKey\\u003d",
        "\\u0041Iza+Secret/Key=",
        "AIza&#43;Secret&#x2F;Key&#061;",
      })
  void everySpellingIsHidden(String spelling) {
    assertThat(key.hideIn("<" + spelling + ">" + spelling)).isEqualTo("<(key)>(key)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AIza+Secret/Key", "aiza+secret/key=", "AIza Secret/Key=", "", "\\"})
  void otherTextsStay(String text) {
    assertThat(key.hideIn(text)).isEqualTo(text);
  }

  @Test
  void textsMadeToBeSearchedForLongAreNot() {
    var text = "%" + "25".repeat(500_000) + "&#" + "0".repeat(500_000) + "AIza+".repeat(50_000);

    assertThat(key.hideIn(text + GoogleCalls.KEY)).isEqualTo(text + "(key)");
  }

  @Test
  void anyVisibleCharacterMayBeInAKey() {
    var all = new StringBuilder();
    for (var character = '!'; character <= '~'; character++) {
      all.append(character);
    }
    var odd = new ApiKey(all.toString());

    assertThat(odd.hideIn("a " + all + " b")).isEqualTo("a (key) b");
    assertThat(odd.hideIn("a " + odd.urlEncoded() + " b")).isEqualTo("a (key) b");
    var json = all.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    assertThat(odd.hideIn("a " + json + " b")).isEqualTo("a (key) b");
    var html = all.toString().replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    assertThat(odd.hideIn("a " + html + " b")).isEqualTo("a (key) b");
    assertThat(odd).hasToString("(key)");
  }
}
