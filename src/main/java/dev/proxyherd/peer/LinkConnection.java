package dev.proxyherd.peer;

/**
 * What one side of a link needs of its connection. The sessions on it know nothing else of the
 * network, so that they run on a simulated one as they do on sockets.
 */
interface LinkConnection {
  /** Sends whole lines. Does nothing when the connection has broken: its reader will notice. */
  void send(byte[] lines);

  /** Closes it when what was sent has gone out. */
  void closeGently();

  /** Closes it now. */
  void close();

  boolean isOpen();

  /** Nanoseconds of a clock that runs evenly. */
  long now();

  /** Has its session called after a while, as when it is {@linkplain LinkSession#idle idle}. */
  void idleAfter(long nanos);

  /** Tells it who is at the other end, now that this is proved. */
  void provedToBe(String neighbour);

  /** Where the other end is, for people. */
  String address();
}
