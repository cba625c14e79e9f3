package dev.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** GEOADD in Redis' protocol (RESP) on one connection, with the locations of HerdDialogue. */
final class RedisDialogue implements Dialogue {
  private static final byte[] COMMAND =
      "*5\r\n$6\r\nGEOADD\r\n$5\r\nbench\r\n$11\r\n-118.".getBytes(US_ASCII);
  private static final byte[] LATITUDE = "\r\n$9\r\n34.".getBytes(US_ASCII);
  private static final byte[] CLIENT = "\r\n$".getBytes(US_ASCII);
  private static final byte[] LINE_END = "\r\n".getBytes(US_ASCII);
  private static final int MILLION = 1_000_000;
  private static final int MAX_LINE = 16_384;

  private final ClientRange clients;
  private final Refusals refusals;
  private final SplittableRandom random;
  private final byte[] namePrefix;
  private final byte[] request = new byte[MAX_REQUEST];
  private int introduced;

  RedisDialogue(ClientRange clients, Refusals refusals) {
    this.clients = clients;
    this.refusals = refusals;
    random = new SplittableRandom(clients.first());
    namePrefix = clients.prefixBytes();
  }

  @Override
  public int clients() {
    return clients.count();
  }

  @Override
  public void ask(int slot, ByteBuffer out, long epochNanos) {
    var index = introduced < clients.count() ? introduced++ : random.nextInt(clients.count());
    var client = clients.number(index);
    var at = Ascii.bytes(COMMAND, request, 0);
    at = Ascii.fixed(random.nextInt(MILLION), 6, request, at);
    at = Ascii.bytes(LATITUDE, request, at);
    at = Ascii.fixed(random.nextInt(MILLION), 6, request, at);
    at = Ascii.bytes(CLIENT, request, at);
    at = Ascii.decimal(namePrefix.length + Ascii.digits(client), request, at);
    at = Ascii.bytes(LINE_END, request, at);
    at = Ascii.bytes(namePrefix, request, at);
    at = Ascii.decimal(client, request, at);
    at = Ascii.bytes(LINE_END, request, at);
    out.put(request, 0, at);
  }

  /** {@code :1} for a client that is new, {@code :0} for one that has moved. */
  @Override
  public int reply(int slot, byte[] in, int from, int to) {
    var end = from;
    while (end < to && in[end] != '\n') {
      end++;
    }
    if (end == to && to - from <= MAX_LINE) {
      return INCOMPLETE;
    }
    if (end == from + 3 && in[from] == ':' && (in[from + 1] | 1) == '1' && in[from + 2] == '\r') {
      return end + 1;
    }
    var text = new String(in, from, end - from, UTF_8).strip();
    if (in[from] != '-' || end == to) {
      throw new WrongReply(":0 or :1", text);
    }
    refusals.add(text.substring(1));
    return end + 1;
  }
}
