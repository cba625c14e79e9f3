package dev.proxyherd.places.google;

import dev.proxyherd.places.NearbySearch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * Whom Google wants to be credited, as the HTML that a Nearby Search credits them with.
 *
 * <p>The names are those of strangers, and the HTML is made to be shown: names are escaped, and
 * only web addresses become links.
 */
final class Attributions {
  private Attributions() {}

  /** Those of all places, each once, in the order in which they first come up. */
  static SequencedSet<String> of(List<JsonSpan> places) {
    var attributions = new LinkedHashSet<String>();
    for (var place : places) {
      for (var attribution : elements(place, "attributions")) {
        add(attributions, attribution.string("provider"), attribution.string("providerUri"));
      }
    }
    return attributions;
  }

  /** Those of a photo, as a JSON array. */
  static String ofPhoto(JsonSpan photo) {
    var attributions = new LinkedHashSet<String>();
    for (var author : elements(photo, "authorAttributions")) {
      add(attributions, author.string("displayName"), author.string("uri"));
    }
    return attributions.stream()
        .map(Attributions::quoted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static List<JsonSpan> elements(JsonSpan object, String name) {
    var array = object.member(name);
    return array == null ? List.of() : array.elements();
  }

  private static void add(
      SequencedSet<String> attributions, @Nullable String name, @Nullable String uri) {
    var shown = name == null || name.isBlank() ? uri : name;
    if (shown != null && !shown.isBlank()) {
      var text = escaped(shown);
      var link = uri == null ? "" : link(uri.strip());
      attributions.add(link.isEmpty() ? text : "<a href=\"" + link + "\">" + text + "</a>");
    }
  }

  /** Google leaves out the scheme of its own addresses. */
  private static String link(String uri) {
    var lower = uri.toLowerCase(Locale.ROOT);
    if (lower.startsWith("https://") || lower.startsWith("http://")) {
      return escaped(uri);
    }
    return lower.startsWith("//") ? escaped("https:" + uri) : "";
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }

  private static String quoted(String text) {
    var json = new StringBuilder();
    NearbySearch.quote(json, text);
    return json.toString();
  }
}
