package dev.proxyherd.peer;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.protocol.At;
import dev.proxyherd.protocol.AuthLines;
import dev.proxyherd.protocol.LineWriter;
import dev.proxyherd.protocol.PeerLine;
import dev.proxyherd.protocol.PeerLines;
import dev.proxyherd.tcp.LineSession;

/** One side of a link, on one connection. */
abstract sealed class LinkSession implements LineSession permits ReceiverSession, SenderSession {
  private static final int SHOWN = 80;

  protected final LinkConnection connection;

  LinkSession(LinkConnection connection) {
    this.connection = connection;
  }

  /** Acts on a line, on the connection's event loop, or where it may wait on another thread. */
  abstract void handle(PeerLine line);

  @Override
  public Object line(ByteString line) {
    return new LinkLine(this, PeerLines.parse(line));
  }

  @Override
  public final Handling handling(Object payload) {
    return switch (payload) {
      case At _ -> Handling.GATHERED;
      case LinkLine(_, var line) when mayWait(line) -> Handling.WAITING;
      default -> Handling.AT_ONCE;
    };
  }

  /** Whether to act on a line takes the store, where that may take a while. */
  boolean mayWait(PeerLine line) {
    return false;
  }

  @Override
  public Object tooLong(ByteString head) {
    return new LinkLine(this, new PeerLine.Malformed(head));
  }

  final void send(String... fields) {
    connection.send(LineWriter.of(fields));
  }

  /** Says why, and closes. */
  void refuse(String reason) {
    connection.send(LineWriter.refusal(ByteString.of(reason)));
    connection.closeGently();
  }

  /** What to say of a line that should not have come. */
  static String unexpected(PeerLine line) {
    return line instanceof PeerLine.Malformed(var bytes)
        ? "malformed line: "
            + printable(bytes.slice(0, Math.min(SHOWN, AuthLines.shown(bytes))).toString())
        : "unexpected " + line.getClass().getSimpleName();
  }

  /** What a stranger said, as much of it and in such form as a log can bear. */
  static String printable(String text) {
    return text.substring(0, Math.min(SHOWN, text.length())).replaceAll("[^\\x20-\\x7e]", ".");
  }
}
