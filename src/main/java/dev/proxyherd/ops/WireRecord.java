package dev.proxyherd.ops;

/** The layout of a record in a {@link WireBuffer}: a header, the neighbour's name, a text. */
final class WireRecord {
  static final int RECEIVED = 0;
  static final int SENT = 1;

  /** Whole lines, each with its LF. */
  static final int SENT_BLOCK = 2;

  static final int OPENED = 3;
  static final int CLOSED = 4;

  /** Added to the kind for a client's connection. */
  static final int CLIENT = 0x40;

  static final int KIND_MASK = 0x3f;

  /** int: bytes of the whole record; 0 until it is complete. */
  static final int SIZE = 0;

  /** long: of {@link System#nanoTime}, which costs half of what a clock does. */
  static final int TIME = 4;

  /** long: the connection's number. */
  static final int CONNECTION = 12;

  /** byte. */
  static final int KIND = 20;

  /** byte: characters of the neighbour's name. */
  static final int NAME_LENGTH = 21;

  /** int: how many bytes came after the text. */
  static final int OMITTED = 22;

  static final int HEADER = 26;

  /** More of a text than this is not shown. */
  static final int MAX_TEXT = 1024;

  static final int MAX_NAME = 64;

  private WireRecord() {}
}
