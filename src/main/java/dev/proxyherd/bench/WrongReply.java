package dev.proxyherd.bench;

/** What came is not the reply that was due. */
final class WrongReply extends RuntimeException {
  private static final int SHOWN = 500;

  /**
   * @param expected the reply that was due, as far as it is known beforehand
   * @param came what came in its place
   */
  WrongReply(String expected, String came) {
    super("%n  expected: %s%n  came:     %s".formatted(oneLine(expected), oneLine(came)));
  }

  private static String oneLine(String text) {
    var shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return shown.replace("\r", "\\r").replace("\n", "\\n");
  }
}
