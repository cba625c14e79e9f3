package dev.proxyherd.site;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The functions that the engine runs for a site, each in one step: {@code proxyherd.lua} says what
 * they take and reply. Keys and values go as bytes; what comes back as {@link Replies}.
 */
final class Functions {
  /** The library's name, and what all names of its functions begin with. */
  static final String LIBRARY = "proxyherd1";

  static final String OFFER = LIBRARY + "_offer";

  /** Writes nothing: may be called on an engine's replica too. */
  static final String READ = LIBRARY + "_read";

  static final String SWEEP = LIBRARY + "_sweep";
  static final String LEASE = LIBRARY + "_lease";
  static final String RELEASE = LIBRARY + "_release";
  static final String RECEIPT = LIBRARY + "_receipt";
  static final String SPEND = LIBRARY + "_spend";

  /** Where a sweep begins, and what it says at its end. */
  static final String START = "0";

  private static final String SOURCE = "proxyherd.lua";

  /** How a lease is asked for. */
  enum Claim {
    /** Only when nobody else holds it. */
    FREE,
    /** Whoever holds it. */
    TAKE,
    /** Not at all, but only who holds it. */
    LOOK
  }

  private Functions() {}

  /** The library's text, for {@code FUNCTION LOAD} on every primary. */
  static String text() {
    try (var source = Functions.class.getResourceAsStream(SOURCE)) {
      if (source == null) {
        throw new IllegalStateException("no %s beside %s".formatted(SOURCE, Functions.class));
      }
      return new String(source.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a call failed because the engine has not, or no more, the functions. */
  static boolean areMissing(@Nullable Throwable failure) {
    var cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    return cause instanceof RedisCommandExecutionException
        && cause.getMessage() != null
        && cause.getMessage().startsWith("ERR Function not found");
  }

  /**
   * The arguments of {@link #OFFER}, on the keys records and feed.
   *
   * @param room how many new clients may be taken from clients
   * @param candidates of one bucket, some thousand at most
   */
  static byte[][] offer(long room, List<Candidate> candidates) {
    var count = candidates.size();
    var arguments = new byte[2 + 2 * count][];
    var kinds = new byte[count];
    for (var i = 0; i < count; i++) {
      var candidate = candidates.get(i);
      kinds[i] = (byte) candidate.kind();
      arguments[2 + i] = candidate.location().client().toBytes();
      arguments[2 + count + i] = new Held(candidate.location(), candidate.from()).encode();
    }
    arguments[0] = number(room);
    arguments[1] = kinds;
    return arguments;
  }

  /** The arguments of {@link #READ}, on the keys records and feed. */
  static byte[][] read(long after, int limit) {
    return new byte[][] {number(after), number(limit)};
  }

  /**
   * The arguments of {@link #SWEEP}, on the keys records and feed.
   *
   * @param cursor {@link #START}, or what the call before has replied
   * @param count how many records to look at, about
   * @param locationsNanos before when locations go, in nanoseconds since 1970
   * @param forgottenNanos before when tombstones go
   */
  static byte[][] sweep(String cursor, int count, long locationsNanos, long forgottenNanos) {
    return new byte[][] {
      cursor.getBytes(US_ASCII),
      number(count),
      Held.bound(locationsNanos),
      Held.bound(forgottenNanos)
    };
  }

  /** The arguments of {@link #LEASE}, on the key of the lease. */
  static byte[][] lease(String replica, long millis, Claim claim) {
    var mode =
        switch (claim) {
          case FREE -> "free";
          case TAKE -> "take";
          case LOOK -> "look";
        };
    return new byte[][] {replica.getBytes(UTF_8), number(millis), mode.getBytes(US_ASCII)};
  }

  /** The arguments of {@link #RELEASE}, on the key of the lease; it replies 1, or 0. */
  static byte[][] release(String replica, long token) {
    return new byte[][] {replica.getBytes(UTF_8), number(token)};
  }

  /**
   * The arguments of {@link #RECEIPT}, on the keys of the incoming lease and the receipt; it
   * replies 1, or 0 when the lease is another's.
   *
   * @param token of the lease
   */
  static byte[][] receipt(long token, String epoch, long number) {
    return receipt(token, epoch, number, "put");
  }

  /**
   * The arguments of {@link #RECEIPT} that has a neighbour's feed taken again from a number, and
   * whoever holds the link lose it.
   */
  static byte[][] lowerReceipt(long number) {
    return receipt(0, "", number, "lower");
  }

  private static byte[][] receipt(long token, String epoch, long number, String mode) {
    return new byte[][] {
      number(token), epoch.getBytes(UTF_8), number(number), mode.getBytes(US_ASCII)
    };
  }

  /**
   * The arguments of {@link #SPEND}, on the key of the budget.
   *
   * @param day since 1970
   * @param minute since 1970
   * @param perDay how many there are in a day; -1 for any number
   * @param perMinute how many in a minute; -1 for any number
   * @param calls how many are to be spent; negative for how many are given back
   */
  static byte[][] spend(long day, long minute, long perDay, long perMinute, int calls) {
    return new byte[][] {
      number(day), number(minute), number(perDay), number(perMinute), number(calls)
    };
  }

  private static byte[] number(long number) {
    return Long.toString(number).getBytes(US_ASCII);
  }
}
