package dev.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * IAMAT and WHATSAT on one connection.
 *
 * <p>Both have the same AT line for a reply, which ends in the client, location and time of the
 * last IAMAT: the <em>tail</em>. It is rendered once, for the request, and kept to be compared with
 * the reply. Locations are within the square of one degree at Los Angeles, where there are places.
 */
final class HerdDialogue implements Dialogue {
  private static final byte[] IAMAT = "IAMAT ".getBytes(US_ASCII);
  private static final byte[] WHATSAT = "WHATSAT ".getBytes(US_ASCII);
  private static final byte[] RADIUS_AND_BOUND = " 10 5\n".getBytes(US_ASCII);
  private static final byte[] LATITUDE = " +34.".getBytes(US_ASCII);
  private static final byte[] LONGITUDE = "-118.".getBytes(US_ASCII);
  private static final byte[] AT = "AT ".getBytes(US_ASCII);

  private static final int FRACTION_DIGITS = 9;
  private static final int MAX_LINE = 16_384;
  private static final int MILLION = 1_000_000;
  private static final int MAX_NUMBER = 10;

  /** Two spaces, a location, a time and a newline. */
  private static final int BEHIND_NAME = " +34.123456-118.123456 1700000000.123456789\n".length();

  private final String server;
  private final ClientRange clients;
  private final int whatsAtPercent;
  private final Refusals refusals;
  private final SplittableRandom random;
  private final byte[] namePrefix;

  /** What a reply begins with: {@code "AT Goloman "}; empty until the server's name is known. */
  private byte[] head;

  // by client: its last IAMAT
  private final long[] times;
  private final int[] latitudes;
  private final int[] longitudes;
  private int introduced;
  private long lastTime;

  // by slot
  private final int tailSize;
  private final byte[] tails;
  private final int[] lengths;
  private final boolean[] whatsAt;

  HerdDialogue(
      Target target, ClientRange clients, int inFlight, int whatsAtPercent, Refusals refusals) {
    this.server = target.named() ? target.name() : "<server>";
    this.clients = clients;
    this.whatsAtPercent = whatsAtPercent;
    this.refusals = refusals;
    random = new SplittableRandom(clients.first());
    namePrefix = clients.prefixBytes();
    head = target.named() ? head(target.name()) : new byte[0];
    times = new long[clients.count()];
    latitudes = new int[clients.count()];
    longitudes = new int[clients.count()];
    tailSize = namePrefix.length + MAX_NUMBER + BEHIND_NAME;
    tails = new byte[tailSize * inFlight];
    lengths = new int[inFlight];
    whatsAt = new boolean[inFlight];
  }

  private static byte[] head(String server) {
    return ("AT " + server + " ").getBytes(UTF_8);
  }

  @Override
  public int clients() {
    return clients.count();
  }

  @Override
  public void ask(int slot, ByteBuffer out, long epochNanos) {
    var first = introduced < clients.count();
    var client = first ? introduced++ : random.nextInt(clients.count());
    whatsAt[slot] = !first && whatsAtPercent > 0 && random.nextInt(100) < whatsAtPercent;
    if (!whatsAt[slot]) {
      // Later than any before; and no later than the clock says, since more than 1 ns has passed.
      lastTime = Math.max(lastTime + 1, epochNanos);
      times[client] = lastTime;
      latitudes[client] = random.nextInt(MILLION);
      longitudes[client] = random.nextInt(MILLION);
    }
    var tail = slot * tailSize;
    var nameLength = render(client, tail);
    lengths[slot] = nameLength + BEHIND_NAME;
    if (whatsAt[slot]) {
      out.put(WHATSAT).put(tails, tail, nameLength).put(RADIUS_AND_BOUND);
    } else {
      out.put(IAMAT).put(tails, tail, lengths[slot]);
    }
  }

  /** Writes a client's tail; returns the length of the name in it. */
  private int render(int client, int tail) {
    var at = Ascii.bytes(namePrefix, tails, tail);
    at = Ascii.decimal(clients.number(client), tails, at);
    var nameLength = at - tail;
    at = Ascii.bytes(LATITUDE, tails, at);
    at = Ascii.fixed(latitudes[client], 6, tails, at);
    at = Ascii.bytes(LONGITUDE, tails, at);
    at = Ascii.fixed(longitudes[client], 6, tails, at);
    tails[at++] = ' ';
    at = Ascii.fixed(times[client] / EpochClock.NANOS_PER_SECOND, 10, tails, at);
    tails[at++] = '.';
    at = Ascii.fixed(times[client] % EpochClock.NANOS_PER_SECOND, FRACTION_DIGITS, tails, at);
    tails[at] = '\n';
    return nameLength;
  }

  @Override
  public int reply(int slot, byte[] in, int from, int to) {
    var end = atLineEnd(slot, in, from, to);
    if (end < 0) {
      return otherLineEnd(slot, in, from, to);
    }
    return whatsAt[slot] ? PlacesBody.end(in, end, to) : end;
  }

  /** Behind the AT line that is due, or {@link #INCOMPLETE} when that is not what is here. */
  private int atLineEnd(int slot, byte[] in, int from, int to) {
    var at = from + head.length;
    if (head.length == 0 || at > to || !Arrays.equals(in, from, at, head, 0, head.length)) {
      return INCOMPLETE;
    }
    at = differenceEnd(in, at, to);
    var tail = slot * tailSize;
    var end = at + lengths[slot];
    return at >= 0 && end <= to && Arrays.equals(in, at, end, tails, tail, tail + lengths[slot])
        ? end
        : INCOMPLETE;
  }

  /** Behind a sign, digits, a point, nine digits and a space. */
  private static int differenceEnd(byte[] in, int from, int to) {
    var at = from;
    if (at == to || (in[at] != '+' && in[at] != '-')) {
      return INCOMPLETE;
    }
    at++;
    var digits = at;
    while (at < to && Ascii.isDigit(in[at])) {
      at++;
    }
    if (at == digits || at + FRACTION_DIGITS + 1 >= to || in[at] != '.') {
      return INCOMPLETE;
    }
    at++;
    for (var i = 0; i < FRACTION_DIGITS; i++) {
      if (!Ascii.isDigit(in[at++])) {
        return INCOMPLETE;
      }
    }
    return in[at] == ' ' ? at + 1 : INCOMPLETE;
  }

  /** The less usual: part of a line, a refusal, a server whose name is not known yet, a fault. */
  private int otherLineEnd(int slot, byte[] in, int from, int to) {
    var newline = from;
    while (newline < to && in[newline] != '\n') {
      newline++;
    }
    if (newline == to) {
      if (to - from > MAX_LINE) {
        throw new WrongReply(expected(slot), text(in, from, to));
      }
      return INCOMPLETE;
    }
    if (in[from] == '?') {
      refusals.add(text(in, from, newline));
      return newline + 1;
    }
    if (head.length == 0 && newline - from > AT.length) {
      var words = text(in, from, newline).split(" ", 3);
      if (words.length == 3 && words[0].equals("AT")) {
        head = head(words[1]);
        return reply(slot, in, from, to);
      }
    }
    throw new WrongReply(expected(slot), text(in, from, newline));
  }

  private String expected(int slot) {
    var tail = new String(tails, slot * tailSize, lengths[slot] - 1, US_ASCII);
    var begin = head.length == 0 ? "AT " + server + " " : new String(head, UTF_8);
    return begin + "<difference> " + tail;
  }

  private static String text(byte[] in, int from, int to) {
    return new String(in, from, to - from, UTF_8);
  }
}
