package dev.proxyherd.tcp;

/**
 * Says when the next line of a connection may be taken. Until then neither it nor what is behind it
 * is, and soon no more is read: whoever sends too fast is slowed down by TCP itself.
 */
public interface Throttle {
  /**
   * For how long the line that is next has to wait, in nanoseconds; 0 if it may be taken now. Asked
   * again when that time is over, for the same line. On the connection's event loop only.
   */
  long delayNanos();
}
