package dev.proxyherd.site;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import java.util.List;
import java.util.Random;

/** Records that are hard to tell apart: most differ in one field, and that by a spelling. */
final class RandomRecords {
  private static final ByteString LONG = ByteString.of("a-member-with-a-name".repeat(8));

  private static final List<ByteString> SERVERS =
      List.of(
          ByteString.of("Goloman"),
          ByteString.of("Goloman2"),
          ByteString.of("goloman"),
          LONG,
          ByteString.of(LONG + "!"),
          ByteString.of(LONG + "é"),
          bytes(0x47, 0x00),
          bytes(0x47, 0x80, 0xff),
          bytes(0x47, 0xff));

  private static final List<String> LOCATIONS =
      List.of("+1.0+2.0", "+1.00+2.0", "+1.0+2.00", "+1.0-2.0", "-1.0+2.0", "+10.0+2.0", "-", "-");

  private static final List<String> DIFFERENCES =
      List.of(
          "+0.000000000",
          "-0.000000000",
          "+00.000000000",
          "+0.000000001",
          "-0.000000001",
          "+9.999999999",
          "+10.000000000",
          "-9.999999999",
          "-10.000000000",
          "+9007199254.740993001",
          "+9007199254.740993002");

  private static final List<String> FRACTIONS =
      List.of("", ".0", ".5", ".50", ".000000001", ".0000000010", ".0000000019", ".999999999");

  private final Random random;
  private final List<ByteString> clients;
  private final long second;

  /**
   * Makes them from few values each.
   *
   * @param second since 1970, before and after which their times are
   */
  RandomRecords(Random random, List<ByteString> clients, long second) {
    this.random = random;
    this.clients = clients;
    this.second = second;
  }

  static List<ByteString> oddClients() {
    return List.of(
        ByteString.of("kiwi"),
        ByteString.of("kiwi.cs"),
        ByteString.of("\uD83D\uDC11"),
        bytes(0x00),
        bytes(0xff, 0x01, 0x80));
  }

  private static ByteString bytes(int... values) {
    var bytes = new byte[values.length];
    for (var i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteString.wrap(bytes);
  }

  ClientLocation next() {
    var time = second - 2 + random.nextInt(4) + one(FRACTIONS);
    return new ClientLocation(
        one(SERVERS),
        ByteString.of(one(DIFFERENCES)),
        one(clients),
        ByteString.of(one(LOCATIONS)),
        ByteString.of(random.nextInt(4) == 0 ? "0" + time : time));
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
