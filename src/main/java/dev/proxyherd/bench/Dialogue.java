package dev.proxyherd.bench;

import java.nio.ByteBuffer;

/**
 * What is said on one connection. Requests have slots, numbered from 0 to the number of requests
 * that may be in flight: what a reply must be is kept in the slot of its request.
 */
interface Dialogue {
  /** No request is longer. */
  int MAX_REQUEST = 256;

  /** No reply is longer. */
  int MAX_REPLY = 1 << 20;

  /** In place of an end: the reply has not arrived as a whole. */
  int INCOMPLETE = -1;

  /** How many clients it is about. The first requests name each of them once. */
  int clients();

  /**
   * Renders the next request.
   *
   * @param epochNanos now, since 1970
   */
  void ask(int slot, ByteBuffer out, long epochNanos);

  /**
   * Checks the reply to the request of a slot.
   *
   * @param from where it begins
   * @param to where what has arrived ends
   * @return where it ends, or {@link #INCOMPLETE}
   * @throws WrongReply when it is not the one that is due
   */
  int reply(int slot, byte[] in, int from, int to);
}
