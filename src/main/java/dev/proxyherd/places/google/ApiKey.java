package dev.proxyherd.places.google;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A key that never shows itself: not in text, not in a record's text around it. */
final class ApiKey {
  private static final String HIDDEN = "(key)";

  private final String value;

  ApiKey(String value) {
    this.value = value;
  }

  /** The key itself, for the wire and for nothing else. */
  String secret() {
    return value;
  }

  String urlEncoded() {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The text without the key, should a source, a proxy or a library have put it there. */
  String hideIn(String text) {
    return text.replace(value, HIDDEN).replace(urlEncoded(), HIDDEN);
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
