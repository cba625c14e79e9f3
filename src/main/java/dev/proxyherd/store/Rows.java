package dev.proxyherd.store;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.Journal.Entry;
import dev.proxyherd.location.Receipt;
import java.util.Arrays;

/**
 * Rows to be written or deleted, in the form of RocksDB's {@code WriteBatch}: handed over as a
 * whole they cost one call into native code, and not one a row.
 *
 * <p>The form, of {@code write_batch.cc}: a sequence number that RocksDB sets, in 8 bytes; how many
 * rows, in 4, little-endian; then of each row a byte, which says whether it is put or deleted, its
 * key, and if it is put its value; both behind their length, as a varint. It is what stands in
 * RocksDB's log, and has been the same since its beginnings.
 */
final class Rows {
  private static final int COUNT = 8;
  private static final int HEADER = COUNT + Integer.BYTES;
  private static final byte DELETED = 0;
  private static final byte PUT = 1;
  private static final int USUAL_ROW = 192;
  private static final int LONGEST_LENGTH = 5;

  private byte[] bytes;
  private int length = HEADER;
  private int count;

  /** Begins with room for about so many rows; grows as needed. */
  Rows(int rows) {
    bytes = new byte[HEADER + rows * USUAL_ROW];
  }

  void add(Entry entry) {
    for (var client : entry.removed()) {
      delete(client);
    }
    for (var change : entry.changes()) {
      put(change);
    }
    for (var receipt : entry.receipts()) {
      put(receipt);
    }
  }

  private void delete(ByteString client) {
    ensure(1);
    bytes[length++] = DELETED;
    key(RecordCodec.CLIENT, client);
    count++;
  }

  private void put(Change change) {
    var fields = change.location().fields();
    put(RecordCodec.CLIENT, change.location().client(), change.number(), fields);
  }

  private void put(Receipt receipt) {
    var sender = ByteString.of(receipt.sender());
    put(RecordCodec.SENDER, sender, receipt.number(), ByteString.of(receipt.epoch()));
  }

  /** A value that begins with a number, in 8 bytes, big-endian. */
  private void put(byte kind, ByteString name, long number, ByteString text) {
    ensure(1);
    bytes[length++] = PUT;
    key(kind, name);
    ensure(LONGEST_LENGTH + Long.BYTES + text.length());
    varint(Long.BYTES + text.length());
    for (var shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (number >>> shift);
    }
    length = text.copyTo(bytes, length);
    count++;
  }

  void put(byte[] key, byte[] value) {
    ensure(1 + 2 * LONGEST_LENGTH + key.length + value.length);
    bytes[length++] = PUT;
    varint(key.length);
    length = ByteString.wrap(key).copyTo(bytes, length);
    varint(value.length);
    length = ByteString.wrap(value).copyTo(bytes, length);
    count++;
  }

  private void key(byte kind, ByteString name) {
    ensure(LONGEST_LENGTH + 1 + name.length());
    varint(1 + name.length());
    bytes[length++] = kind;
    length = name.copyTo(bytes, length);
  }

  private void varint(int value) {
    var rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      bytes[length++] = (byte) (rest | 0x80);
    }
    bytes[length++] = (byte) rest;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** For RocksDB's {@code WriteBatch}. */
  byte[] toBytes() {
    for (var i = 0; i < Integer.BYTES; i++) {
      bytes[COUNT + i] = (byte) (count >>> (Byte.SIZE * i));
    }
    return Arrays.copyOf(bytes, length);
  }
}
