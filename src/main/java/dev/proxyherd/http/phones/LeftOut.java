package dev.proxyherd.http.phones;

import java.util.Locale;

/**
 * Why something that a phone has sent is not recorded, and never will be. It is answered as a
 * success: the app would send it for ever otherwise, and nothing of what comes behind it.
 */
public enum LeftOut {
  /** Only the phone's friends could read it. */
  ENCRYPTED,
  /** It is not about where the phone is. */
  OTHER_TYPE,
  /** It could be, but does not say where; or the phone says itself that it does not know. */
  NO_POSITION,
  /** No place on earth. */
  BAD_POSITION,
  /** No time, or one before 1970. */
  BAD_TIME,
  /** Not JSON, or not a form, or not as the app writes it. */
  MALFORMED,
  /** A body that is longer than {@code herd.web.max-body}: a picture, or very many points. */
  TOO_LARGE;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the phone does what it should. */
  boolean isUsual() {
    return this == ENCRYPTED || this == OTHER_TYPE || this == NO_POSITION;
  }
}
