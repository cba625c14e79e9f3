package dev.proxyherd.tcp;

/** Why a connection ended. */
public enum CloseReason {
  /** The other side closed, or shut down its sending side and has its replies. */
  FINISHED,
  /** The other side reset the connection, or the network lost it. */
  RESET,
  /** A limit: a line, or a TLS handshake, took too long to arrive. */
  LINE_TIMEOUT,
  /** A limit: nothing at all arrived. */
  IDLE_TIMEOUT,
  /** A limit: the other side did not read. */
  WRITE_TIMEOUT,
  /** A limit: too many bytes without a line end. */
  LINE_TOO_LONG,
  /** The other side does not speak TLS, breaks it off, or is not to be trusted; or says so. */
  TLS_FAILED,
  /** A limit: too many connections. */
  TOO_MANY_CONNECTIONS,
  /** A limit: no memory was left to read into, or for replies. */
  NO_BUFFERS,
  /** A limit: too many connections of one address. */
  TOO_MANY_FROM_ADDRESS,
  /** A limit: the other side failed too often to prove who it is. */
  NOT_AUTHENTICATED,
  /** This member stops, and has answered all that had arrived. */
  DRAINED,
  /** This member ended it: a refused handshake, a link that went silent, the member's own stop. */
  CLOSED_HERE;

  /** Whether the connection was refused at once, and never open. */
  public boolean isRefusal() {
    return this == TOO_MANY_CONNECTIONS || this == TOO_MANY_FROM_ADDRESS;
  }

  /** Whether a limit of this member's was hit. */
  public boolean isLimit() {
    return switch (this) {
      case LINE_TIMEOUT,
          IDLE_TIMEOUT,
          WRITE_TIMEOUT,
          LINE_TOO_LONG,
          TOO_MANY_CONNECTIONS,
          NO_BUFFERS,
          TOO_MANY_FROM_ADDRESS,
          NOT_AUTHENTICATED ->
          true;
      case FINISHED, RESET, TLS_FAILED, DRAINED, CLOSED_HERE -> false;
    };
  }
}
