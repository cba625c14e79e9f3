package dev.proxyherd.places.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Where a JSON value stands in its text.
 *
 * <p>To cut and to quote a source's text without writing it anew, one has to know where its values
 * are, not what they are: numbers keep their spelling, members their order, layout its spaces.
 *
 * @param text the whole text
 * @param start offset of the value's first character
 * @param end offset after its last
 * @param string what it says, if it is a string
 * @param members of an object; two with the same name are refused: readers would disagree on them
 * @param elements of an array
 */
record JsonSpan(
    String text,
    int start,
    int end,
    @Nullable String string,
    Map<String, JsonSpan> members,
    List<JsonSpan> elements) {

  /** An answer with 20 places has a few thousand tokens; what needs more is none. */
  private static final int MAX_TOKENS = 200_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxTokenCount(MAX_TOKENS)
                  .maxNestingDepth(200)
                  .build())
          .build();

  /**
   * Finds all values of a text.
   *
   * @throws JacksonException if the text is not one JSON value and nothing else
   */
  static JsonSpan of(String text) throws JacksonException {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text.toCharArray())) {
      parser.nextToken();
      var span = value(parser, text);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "more text after the end");
      }
      return span;
    }
  }

  /** The value as it is written. */
  String raw() {
    return text.substring(start, end);
  }

  boolean isObject() {
    return text.charAt(start) == '{';
  }

  boolean isArray() {
    return text.charAt(start) == '[';
  }

  @Nullable JsonSpan member(String name) {
    return members.get(name);
  }

  /** The string under a name; null if there is none. */
  @Nullable String string(String name) {
    var member = members.get(name);
    return member == null ? null : member.string();
  }

  private static JsonSpan value(JsonParser parser, String text) throws JacksonException {
    var start = (int) parser.currentTokenLocation().getCharOffset();
    var members = Map.<String, JsonSpan>of();
    var elements = List.<JsonSpan>of();
    String string = null;
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        members = new LinkedHashMap<>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
          parser.nextToken();
          members.put(name, value(parser, text));
        }
      }
      case START_ARRAY -> {
        elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser, text));
        }
      }
      case VALUE_STRING -> string = parser.getString();
      case null -> throw new StreamReadException(parser, "no text");
      default -> {}
    }
    return new JsonSpan(
        text, start, (int) parser.currentLocation().getCharOffset(), string, members, elements);
  }
}
