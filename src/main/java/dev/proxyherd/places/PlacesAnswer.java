package dev.proxyherd.places;

/**
 * A places source's answer in the form of a Google Places Nearby Search.
 *
 * @param status the Google status, as in the text: {@code OK}, {@code ZERO_RESULTS}, {@code
 *     OVER_QUERY_LIMIT}, {@code REQUEST_DENIED}, {@code INVALID_REQUEST}, {@code UNKNOWN_ERROR}
 * @param json the JSON object's text, with no more than the asked number of {@code results}
 */
public record PlacesAnswer(String status, String json) {}
