package dev.proxyherd.tcp;

import dev.proxyherd.location.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of one connection mean. Called by the connection's event loop only, and not while
 * a line is handled that waits, but for {@link #closed}; what it returns becomes the payload of a
 * message.
 */
public interface LineSession {
  /** How a message is to be handled. */
  enum Handling {
    /** At once, on the event loop, when what came before it on this connection is recorded. */
    AT_ONCE,
    /** Gathered with others, and recorded with them, at the end of the turn at the latest. */
    GATHERED,
    /** At once, and as the last one: the other side has failed to prove who it is. */
    LAST,
    /** On a thread of its own, since it may wait. The connection waits for it, and no other. */
    WAITING
  }

  /** How fast lines may be taken; null for as fast as they come. Asked once. */
  default @Nullable Throttle throttle() {
    return null;
  }

  /** The connection is open; nothing has been read. */
  default void opened() {}

  /** A whole line, without its LF. */
  Object line(ByteString line);

  /** The first bytes of a line that is longer than the limit; the rest of it is discarded. */
  Object tooLong(ByteString head);

  /** How what {@link #line} or {@link #tooLong} has returned is to be handled. */
  default Handling handling(Object payload) {
    return Handling.AT_ONCE;
  }

  /** No further whole line has arrived, and all before is recorded: what is due goes out now. */
  default void idle() {}

  /** The connection is closed, by either side. */
  default void closed() {}
}
