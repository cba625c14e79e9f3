package dev.proxyherd.tcp;

import dev.proxyherd.location.ByteString;

/**
 * What the lines of one connection mean. Called by the connection's reader thread only; what it
 * returns becomes the payload of a message.
 */
public interface LineSession {
  /** The connection is open; nothing has been read. */
  default void opened() {}

  /** A whole line, without its LF. */
  Object line(ByteString line);

  /** The first bytes of a line that is longer than the limit; the rest of it is discarded. */
  Object tooLong(ByteString head);

  /** No further whole line has arrived: what has been written goes out now. */
  default void idle() {}

  /** The connection is closed, by either side. */
  default void closed() {}
}
