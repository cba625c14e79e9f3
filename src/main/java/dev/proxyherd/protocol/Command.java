package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;

/** What one line asks of a member. */
public sealed interface Command permits IamAt, WhatsAt, At, Invalid {
  /** The name of the command's kind in meters: lower case, one of four. */
  default String verb() {
    return switch (this) {
      case IamAt _ -> "iamat";
      case WhatsAt _ -> "whatsat";
      case At _ -> "at";
      case Invalid _ -> "invalid";
    };
  }

  /** The line as it was sent, without its line end. */
  ByteString line();
}
