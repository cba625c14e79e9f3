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
    return spellings.matcher(text).replaceAll(HIDDEN);
  }

  private static Pattern spellings(String key) {
    // The look-ahead is for speed: whole answers are searched.
    var first = "(?=[" + literal(key.charAt(0)) + "%&\\\\])";
    return Pattern.compile(
        key.chars().mapToObj(ApiKey::spellings).collect(Collectors.joining("", first, "")));
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
