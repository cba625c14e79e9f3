package dev.proxyherd.places;

import dev.proxyherd.location.ByteString;

/**
 * A places source's answer in the form of a Google Places Nearby Search.
 *
 * @param status the Google status, as in the text: {@code OK}, {@code ZERO_RESULTS}, {@code
 *     OVER_QUERY_LIMIT}, {@code REQUEST_DENIED}, {@code INVALID_REQUEST}, {@code UNKNOWN_ERROR}
 * @param utf8 the JSON object's text, with no more than the asked number of {@code results}
 */
public record PlacesAnswer(String status, ByteString utf8) {
  /** Of a text that is not in bytes yet. */
  public PlacesAnswer(String status, String json) {
    this(status, ByteString.of(json));
  }

  /** The JSON object's text. */
  public String json() {
    return utf8.toString();
  }
}
