package dev.proxyherd.places.google;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A key that never shows itself: not in text, not in a record's text around it. */
final class ApiKey {
  private static final String HIDDEN = "(key)";

  private final String value;
  private final Pattern spellings;

  ApiKey(String value) {
    this.value = value;
    spellings = spellings(value);
  }

  /** The key itself, for the wire and for nothing else. */
  String secret() {
    return value;
  }

  String urlEncoded() {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * The text without the key, should a source, a proxy or a library have put it there: as it is, or
   * with any of its characters encoded for a URL (also more than once), for JSON or for HTML.
   */
  String hideIn(String text) {
    // Whole answers are searched, so the pattern is tried only where a key can begin.
    var matcher = spellings.matcher(text).useTransparentBounds(true);
    var hidden = new StringBuilder();
    var copied = 0;
    for (var at = 0; at < text.length(); at++) {
      if (mayBeginWith(text.charAt(at)) && matcher.region(at, text.length()).lookingAt()) {
        hidden.append(text, copied, at).append(HIDDEN);
        copied = matcher.end();
        at = copied - 1;
      }
    }
    return copied == 0 ? text : hidden.append(text, copied, text.length()).toString();
  }

  private boolean mayBeginWith(char character) {
    return character == value.charAt(0)
        || character == '%'
        || character == '&'
        || character == '\\';
  }

  private static Pattern spellings(String key) {
    return Pattern.compile(key.chars().mapToObj(ApiKey::spellings).collect(Collectors.joining()));
  }

  private static String spellings(int character) {
    var json = "/\"\\".indexOf(character) < 0 ? "" : "\\\\?";
    return "(?:%s%s|%%(?:25)*(?i:%02x)|(?<!\\\\)\\\\u00(?i:%02x)|&#0*%d;|&#[xX]0*(?i:%x);|%s)"
        .formatted(
            json,
            literal((char) character),
            character,
            character,
            character,
            character,
            entity(character));
  }

  private static String literal(char character) {
    return Character.isLetterOrDigit(character) ? String.valueOf(character) : "\\" + character;
  }

  private static String entity(int character) {
    return switch (character) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&apos;";
      default -> "(?!)";
    };
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
