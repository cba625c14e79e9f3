package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;

/** What one line asks of a member. */
public sealed interface Command permits Restricted, At, Invalid, Auth, Denied {
  /** The name of the command's kind in meters: lower case, one of six. */
  default String verb() {
    return switch (this) {
      case IamAt _ -> "iamat";
      case WhatsAt _ -> "whatsat";
      case WhosAt _ -> "whosat";
      case At _ -> "at";
      case Invalid _ -> "invalid";
      case Auth _ -> "auth";
      case Denied denied -> denied.command().verb();
    };
  }

  /** The line as it was sent, without its line end. */
  ByteString line();
}
