package dev.proxyherd.command;

/** The names of the channels that commands take: one for each step of a command's way. */
public final class Channels {
  /** From the ports: messages with a command as payload. */
  public static final String COMMANDS = "commands";

  static final String IAMAT = "iamat";
  static final String WHATSAT = "whatsat";
  static final String WHOSAT = "whosat";
  static final String AT = "at";
  static final String INVALID = "invalid";
  static final String AUTH = "auth";
  static final String DENIED = "denied";

  /** To the client port: messages with the reply's bytes, and the headers of the command. */
  public static final String REPLIES = "replies";

  /** To the peer port: error messages with the headers of an AT that could not be recorded. */
  public static final String FAILURES = "failures";

  private Channels() {}
}
