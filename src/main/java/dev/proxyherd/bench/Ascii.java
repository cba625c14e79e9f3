package dev.proxyherd.bench;

/** Numbers as bytes, written without an object in between. */
final class Ascii {
  private Ascii() {}

  /** Writes a number with exactly so many digits; returns where it ends. */
  static int fixed(long number, int digits, byte[] into, int at) {
    var rest = number;
    for (var i = at + digits - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + digits;
  }

  /** Writes a number that is not negative; returns where it ends. */
  static int decimal(int number, byte[] into, int at) {
    return fixed(number, digits(number), into, at);
  }

  static int digits(int number) {
    var digits = 1;
    for (var rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Writes bytes; returns where they end. */
  static int bytes(byte[] bytes, byte[] into, int at) {
    System.arraycopy(bytes, 0, into, at, bytes.length);
    return at + bytes.length;
  }

  static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
