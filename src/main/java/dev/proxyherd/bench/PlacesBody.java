package dev.proxyherd.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What follows the AT line of a reply to WHATSAT: a JSON object and two newlines. */
final class PlacesBody {
  private static final int SHOWN = 200;

  private PlacesBody() {}

  /**
   * Finds where the body ends. Reads braces, brackets and strings, no further: that the reply is
   * whole and that the next one begins where this one ends.
   *
   * @return behind the two newlines, or {@link Dialogue#INCOMPLETE}
   */
  static int end(byte[] in, int from, int to) {
    if (from < to && in[from] != '{') {
      throw wrong("a JSON object behind the AT line", in, from, to);
    }
    var depth = 0;
    var quoted = false;
    for (var i = from; i < to; i++) {
      var character = in[i];
      if (quoted) {
        if (character == '\\') {
          i++;
        } else if (character == '"') {
          quoted = false;
        } else if (character == '\n') {
          throw wrong("JSON, without a newline inside a string", in, from, i + 1);
        }
      } else if (character == '"') {
        quoted = true;
      } else if (character == '{' || character == '[') {
        depth++;
      } else if (character == '}' || character == ']') {
        if (--depth == 0) {
          return newlines(in, from, i + 1, to);
        }
      } else if (character == '\n' && i + 1 < to && in[i + 1] == '\n') {
        throw wrong("JSON, whole before the empty line", in, from, i + 2);
      }
    }
    return Dialogue.INCOMPLETE;
  }

  private static int newlines(byte[] in, int from, int at, int to) {
    for (var i = at; i < Math.min(at + 2, to); i++) {
      if (in[i] != '\n') {
        throw wrong("two newlines behind the JSON object", in, from, i + 1);
      }
    }
    return at + 2 <= to ? at + 2 : Dialogue.INCOMPLETE;
  }

  /** Shows the last of what came: that is where it went wrong. */
  private static WrongReply wrong(String expected, byte[] in, int from, int to) {
    var start = Math.max(from, to - SHOWN);
    var came = new String(in, start, Math.min(to - start, SHOWN), UTF_8);
    return new WrongReply(expected, (start > from ? "..." : "") + came);
  }
}
