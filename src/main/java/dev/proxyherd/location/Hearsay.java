package dev.proxyherd.location;

/**
 * What the reader of a feed hears from others. Of each neighbour: whether what it has sent mostly
 * reaches the reader by another way too, a moment later. Then to wait for that moment saves sending
 * it once more; and where it does not, to wait would only be slow.
 *
 * <p>Found out by waiting, which is tried again now and then. Not for several threads.
 */
final class Hearsay {
  private static final int MOST = 64;
  private static final int LEAST = -8;

  /** Heard once in three times is worth it. */
  private static final int HEARD = 2;

  private static final int MISSED = -1;

  /** Waiting is tried again with one of so many changes. */
  private static final int TRIED_AGAIN = 8192;

  private final byte[] likely = new byte[Long.SIZE];
  private int untried;

  /**
   * Whether the reader may soon hear a change from somebody else.
   *
   * @param senders bits of the neighbours that have sent it to this member; none if a client has
   */
  boolean isLikely(long senders) {
    if (senders == 0) {
      return false;
    }
    var sender = Long.numberOfTrailingZeros(senders);
    if (likely[sender] < 0 && ++untried == TRIED_AGAIN) {
      untried = 0;
      likely[sender] = 0;
    }
    return likely[sender] >= 0;
  }

  /**
   * A change has had its time.
   *
   * @param senders as above
   * @param heard whether the reader has sent it to this member meanwhile
   */
  void learn(long senders, boolean heard) {
    if (senders != 0) {
      var sender = Long.numberOfTrailingZeros(senders);
      likely[sender] = (byte) Math.clamp(likely[sender] + (heard ? HEARD : MISSED), LEAST, MOST);
    }
  }
}
