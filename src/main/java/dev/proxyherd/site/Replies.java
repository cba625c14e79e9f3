package dev.proxyherd.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.Tally;
import dev.proxyherd.places.google.BudgetLedger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the {@link Functions} reply: lists of numbers and of texts in bytes. Each method throws an
 * {@link IllegalArgumentException} for anything else.
 */
final class Replies {
  private static final int TALLY_BYTES = 24;

  /**
   * To an offer.
   *
   * @param outcomes of its candidates
   * @param before the number of the bucket's last change before it
   * @param first the number of its first candidate that is newer, each further one's being one
   *     more; 0 when none is
   * @param tally of the bucket; nothing is known of its bytes
   */
  record Offered(List<Outcome> outcomes, long before, long first, Tally tally) {
    /** The number of the bucket's last change. */
    long last() {
      return first == 0
          ? before
          : first - 1 + outcomes.stream().filter(Outcome.NEWER::equals).count();
    }
  }

  /**
   * To reading a bucket.
   *
   * @param time the engine's clock in microseconds since 1970: the number of no later change is
   *     below it
   * @param last the number of the bucket's last change
   * @param changes in the order of their numbers
   */
  record Page(long time, long last, Tally tally, List<Change> changes) {}

  /** A record and the number of its last change. */
  record Change(long number, Held held) {}

  /**
   * To a part of a sweep.
   *
   * @param cursor where to go on; {@link Functions#START} at the end
   */
  record Swept(String cursor, long dropped, Tally tally) {
    boolean isLast() {
      return cursor.equals(Functions.START);
    }
  }

  /**
   * To a claim.
   *
   * @param token 0 when it is another's
   * @param holder the replica that holds it; empty for none
   */
  record Lease(long token, String holder) {
    boolean isGranted() {
      return token != 0;
    }
  }

  private Replies() {}

  static Offered offered(List<?> reply) {
    var outcomes = new ArrayList<Outcome>();
    for (var letter : bytes(reply, 0)) {
      outcomes.add(outcome(letter));
    }
    return new Offered(outcomes, number(reply, 1), number(reply, 2), tally(reply, 3));
  }

  private static Outcome outcome(byte letter) {
    return switch (letter) {
      case 'N' -> Outcome.NEWER;
      case 'S' -> Outcome.SAME;
      case 'O' -> Outcome.OLDER;
      case 'F' -> Outcome.FULL;
      case 'X' -> Outcome.EXPIRED;
      default -> throw new IllegalArgumentException("no outcome: " + (char) letter);
    };
  }

  static Page page(List<?> reply) {
    var changes = new ArrayList<Change>((reply.size() - 3) / 2);
    for (var i = 3; i + 1 < reply.size(); i += 2) {
      changes.add(new Change(Long.parseLong(text(reply, i)), Held.decode(bytes(reply, i + 1))));
    }
    return new Page(number(reply, 0), number(reply, 1), tally(reply, 2), changes);
  }

  static Swept swept(List<?> reply) {
    return new Swept(text(reply, 0), number(reply, 1), tally(reply, 2));
  }

  static Lease lease(List<?> reply) {
    return new Lease(number(reply, 0), text(reply, 1));
  }

  static BudgetLedger.Entry entry(List<?> reply) {
    var spent =
        new BudgetLedger.Spent(
            LocalDate.ofEpochDay(number(reply, 1)),
            number(reply, 2),
            number(reply, 3),
            number(reply, 4));
    return new BudgetLedger.Entry(number(reply, 0) == 1, spent);
  }

  private static Tally tally(List<?> reply, int index) {
    var bytes = bytes(reply, index);
    if (bytes.length != TALLY_BYTES) {
      throw new IllegalArgumentException("no tally: %d bytes".formatted(bytes.length));
    }
    var buffer = ByteBuffer.wrap(bytes);
    var clients = Integer.toUnsignedLong(buffer.getInt());
    var hash = buffer.getLong();
    return new Tally(clients, hash, Integer.toUnsignedLong(buffer.getInt()), buffer.getLong(), 0);
  }

  private static long number(List<?> reply, int index) {
    if (reply.size() > index && reply.get(index) instanceof Long number) {
      return number;
    }
    throw unexpected(reply, index);
  }

  private static String text(List<?> reply, int index) {
    return new String(bytes(reply, index), UTF_8);
  }

  private static byte[] bytes(List<?> reply, int index) {
    if (reply.size() > index && reply.get(index) instanceof byte[] bytes) {
      return bytes;
    }
    throw unexpected(reply, index);
  }

  private static IllegalArgumentException unexpected(List<?> reply, int index) {
    return new IllegalArgumentException("reply %d of %s".formatted(index, reply));
  }
}
