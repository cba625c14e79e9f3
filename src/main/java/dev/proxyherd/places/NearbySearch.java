package dev.proxyherd.places;

/** Writes answers in the form of Google's legacy Nearby Search, a line a place. */
public final class NearbySearch {
  /** What stands before the first place, and before every other. */
  public static final String FIRST = "\n    ";

  public static final String NEXT = ",\n    ";

  private static final String HEX = "0123456789abcdef";

  private NearbySearch() {}

  /** Everything before the first place. */
  public static void open(StringBuilder json, String... attributions) {
    json.append("{\n  \"html_attributions\": [");
    for (var index = 0; index < attributions.length; index++) {
      json.append(index == 0 ? "" : ", ");
      quote(json, attributions[index]);
    }
    json.append("],\n  \"results\": [");
  }

  /** What stands before the place of that rank, from 0. */
  public static void separate(StringBuilder json, int rank) {
    json.append(rank == 0 ? FIRST : NEXT);
  }

  public static PlacesAnswer close(StringBuilder json, PlacesStatus status) {
    json.append(end(status));
    return new PlacesAnswer(status.name(), json.toString());
  }

  /** Everything after the last of one or more places. */
  public static String end(PlacesStatus status) {
    return "\n  ],\n  \"status\": \"" + status + "\"\n}";
  }

  public static PlacesAnswer nothing() {
    var json = new StringBuilder();
    open(json);
    json.append("],\n  \"status\": \"ZERO_RESULTS\"\n}");
    return new PlacesAnswer(PlacesStatus.ZERO_RESULTS.name(), json.toString());
  }

  /** A failure: no places, and a message that says what to do. */
  public static PlacesAnswer failure(PlacesStatus status, String message) {
    var json = new StringBuilder("{\n  \"error_message\": ");
    quote(json, message);
    json.append(",\n  \"html_attributions\": [],\n  \"results\": [],\n  \"status\": \"");
    json.append(status).append("\"\n}");
    return new PlacesAnswer(status.name(), json.toString());
  }

  /** A JSON string. Only what must be escaped is. */
  public static void quote(StringBuilder json, String text) {
    json.append('"');
    for (var at = 0; at < text.length(); at++) {
      var character = text.charAt(at);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ') {
        json.append("\\u00").append(character < 16 ? '0' : '1').append(HEX.charAt(character & 15));
      } else {
        json.append(character);
      }
    }
    json.append('"');
  }
}
