package dev.proxyherd.ops;

import dev.proxyherd.location.ByteString;
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
    var refused = reason == CloseReason.TOO_MANY_CONNECTIONS ? " " + address(connection) : "";
    text(connection, WireRecord.CLOSED, "closed " + reason + refused);
  }

  private static String address(LineConnection connection) {
    return connection.getHostAddress() + ":" + connection.getPort();
  }

  private void text(LineConnection connection, int kind, String text) {
    append(connection, kind, ByteString.of(text), 0);
  }

  @Override
  public void received(LineConnection connection, ByteString line) {
    cut(connection, WireRecord.RECEIVED, line, 0);
  }

  /** A reply's first line, and how much followed it; of what goes to a neighbour every line. */
  @Override
  public void sent(LineConnection connection, byte[] lines) {
    if (Port.of(connection) == Port.CLIENT) {
      var end = lineEnd(lines, 0);
      var rest = Math.max(0, lines.length - end - 1);
      cut(connection, WireRecord.SENT, ByteString.wrap(lines).slice(0, end), rest);
    } else if (lines.length <= LARGE_BLOCK) {
      append(connection, WireRecord.SENT_BLOCK, ByteString.wrap(lines), 0);
    } else {
      var all = ByteString.wrap(lines);
      for (var start = 0; start < lines.length; ) {
        var end = lineEnd(lines, start);
        cut(connection, WireRecord.SENT, all.slice(start, end), 0);
        start = end + 1;
      }
    }
  }

  private static int lineEnd(byte[] lines, int start) {
    for (var i = start; i < lines.length; i++) {
      if (lines[i] == '\n') {
        return i;
      }
    }
    return lines.length;
  }

  private void cut(LineConnection connection, int kind, ByteString line, int rest) {
    var more = line.length() - WireRecord.MAX_TEXT;
    if (more > 0) {
      append(connection, kind, line.slice(0, WireRecord.MAX_TEXT), rest + more);
    } else {
      append(connection, kind, line, rest);
    }
  }

  private void append(LineConnection connection, int kind, ByteString text, int omitted) {
    var client = Port.of(connection) == Port.CLIENT;
    var appended =
        client
            ? buffers.append(kind | WireRecord.CLIENT, connection.number(), NO_NAME, text, omitted)
            : buffers.append(kind, connection.number(), connection.peer(), text, omitted);
    if (!appended) {
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
