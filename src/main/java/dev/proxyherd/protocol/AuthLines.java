package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;

/**
 * Reads {@code AUTH} lines, and says what of a line may be shown: what follows an AUTH may be a
 * secret, however the line is spelt, and whether it is a command here or not.
 */
public final class AuthLines {
  private static final String VERB = "AUTH";
  private static final String REFUSED = "?";

  private AuthLines() {}

  /** Whether a line is an AUTH, in upper or lower case, or the beginning of one. */
  public static boolean isAuth(ByteString line) {
    var verb = new Fields(line).next();
    return verb.length() == VERB.length() && verb.toString().equalsIgnoreCase(VERB);
  }

  /** The token of a line; empty for one that is not {@code AUTH <token>}. */
  public static ByteString token(ByteString line) {
    var fields = new Fields(line);
    var verb = fields.next();
    var token = fields.next();
    return verb.equalsAscii(VERB) && fields.next().isEmpty() ? token : line.slice(0, 0);
  }

  /** How many bytes of a line that came in may be shown: of an AUTH its verb, of any other all. */
  public static int shown(ByteString line) {
    return isSuspect(line) && isAuth(line) ? endOfField(line) : line.length();
  }

  /** The same of a reply, which may be the copy of a line that is no command here. */
  public static int shownOfReply(ByteString reply) {
    if (reply.isEmpty() || reply.at(0) != REFUSED.charAt(0)) {
      return reply.length();
    }
    var copy = reply.slice(REFUSED.length(), reply.length());
    return isAuth(copy) ? REFUSED.length() + endOfField(copy) : reply.length();
  }

  /** Told from the first byte for almost every line, at next to no cost. */
  private static boolean isSuspect(ByteString line) {
    return !line.isEmpty()
        && (line.at(0) == 'A' || line.at(0) == 'a' || Fields.isWhitespace(line.at(0)));
  }

  /** Where the first field ends; all of the line where nothing follows it. */
  private static int endOfField(ByteString line) {
    var at = 0;
    while (at < line.length() && Fields.isWhitespace(line.at(at))) {
      at++;
    }
    while (at < line.length() && !Fields.isWhitespace(line.at(at))) {
      at++;
    }
    var end = at;
    while (at < line.length() && Fields.isWhitespace(line.at(at))) {
      at++;
    }
    return at == line.length() ? at : end;
  }
}
