package dev.proxyherd.ops;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.protocol.AuthLines;
import dev.proxyherd.tcp.CloseReason;
import dev.proxyherd.tcp.LineConnection;
import dev.proxyherd.tcp.LineObserver;

/**
 * Notes down every line in and out, and every connection that opens or closes.
 *
 * <p>On the command path it copies bytes into memory and no more: {@link WireLogWriter} makes text
 * of them and writes it. What finds no room is counted and left out.
 */
final class WireLog implements LineObserver, AutoCloseable {
  /** A block of more than this is cut into its lines, so that it finds room in any buffer. */
  private static final int LARGE_BLOCK = 32 * 1024;

  private static final int CLIENT_RECEIVED = WireRecord.RECEIVED | WireRecord.CLIENT;
  private static final int CLIENT_SENT = WireRecord.SENT | WireRecord.CLIENT;
  private static final String NO_NAME = "";

  private final WireBuffers buffers;
  private final WireLogWriter writer;

  WireLog(WireBuffers buffers, WireLogWriter writer) {
    this.buffers = buffers;
    this.writer = writer;
  }

  /** How many lines the file lacks, since there was no room for them, or a disk in trouble. */
  long leftOut() {
    return writer.leftOut();
  }

  @Override
  public void opened(LineConnection connection) {
    var direction = connection.isServer() ? "from " : "to ";
    text(connection, WireRecord.OPENED, "opened " + direction + address(connection));
  }

  @Override
  public void closed(LineConnection connection, CloseReason reason) {
    // One that was refused has never been opened: this is all that is heard of it.
    var detail =
        switch (reason) {
          case TOO_MANY_CONNECTIONS, TOO_MANY_FROM_ADDRESS -> " " + address(connection);
          case TLS_FAILED -> " " + address(connection) + " " + connection.tlsFailure().orElse("");
          default -> "";
        };
    text(connection, WireRecord.CLOSED, "closed " + reason + detail);
  }

  private static String address(LineConnection connection) {
    return connection.getHostAddress() + ":" + connection.getPort();
  }

  private void text(LineConnection connection, int kind, String text) {
    var line = ByteString.of(text);
    if (isClient(connection)) {
      append(kind | WireRecord.CLIENT, connection, NO_NAME, line, 0);
    } else {
      append(kind, connection, connection.peer(), line, 0);
    }
  }

  /** Without tokens, which some send to the wrong port, or to a member that asks for none. */
  @Override
  public void received(LineConnection connection, ByteString line) {
    var shown = AuthLines.shown(line);
    if (isClient(connection)) {
      cut(CLIENT_RECEIVED, connection, NO_NAME, line, shown);
    } else {
      cut(WireRecord.RECEIVED, connection, connection.peer(), line, shown);
    }
  }

  /** A reply's beginning, of which its first line is shown; of what goes to a neighbour all. */
  @Override
  public void sent(LineConnection connection, byte[] lines) {
    var all = ByteString.wrap(lines);
    if (isClient(connection)) {
      cut(CLIENT_SENT, connection, NO_NAME, all, AuthLines.shownOfReply(all));
    } else if (lines.length <= LARGE_BLOCK) {
      append(WireRecord.SENT_BLOCK, connection, connection.peer(), all, 0);
    } else {
      for (var start = 0; start < lines.length; ) {
        var end = lineEnd(lines, start);
        cut(WireRecord.SENT, connection, connection.peer(), all.slice(start, end), end - start);
        start = end + 1;
      }
    }
  }

  private static boolean isClient(LineConnection connection) {
    return Port.of(connection) == Port.CLIENT;
  }

  private static int lineEnd(byte[] lines, int start) {
    for (var i = start; i < lines.length; i++) {
      if (lines[i] == '\n') {
        return i;
      }
    }
    return lines.length;
  }

  private void cut(int kind, LineConnection connection, String name, ByteString line, int shown) {
    var end = Math.min(shown, WireRecord.MAX_TEXT);
    if (end < line.length()) {
      append(kind, connection, name, line.slice(0, end), line.length() - end);
    } else {
      append(kind, connection, name, line, 0);
    }
  }

  private void append(
      int kind, LineConnection connection, String name, ByteString text, int omitted) {
    if (!buffers.append(kind, connection.number(), name, text, omitted)) {
      writer.leaveOut(kind == WireRecord.SENT_BLOCK ? count(text) : 1);
    }
  }

  private static int count(ByteString block) {
    var lines = 0;
    for (var i = 0; i < block.length(); i++) {
      if (block.at(i) == '\n') {
        lines++;
      }
    }
    return lines;
  }

  /** Writes out what there is, and stops writing. */
  @Override
  public void close() {
    writer.close();
  }
}
