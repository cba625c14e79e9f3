package dev.proxyherd.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.proxyherd.store.Seal.State;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands in the file of a {@link Seal}: three blocks of 64 bytes, each ending with a checksum
 * of its own. First a magic number in 8 bytes, the state in 8 bytes, and what names the machine's
 * run in 40 bytes. Then the fingerprint of what the database holds, and the one that it has after
 * the write that may be under way, in 32 bytes and nothing in 24 each.
 */
final class SealFormat {
  /** Spells HERDSEAL. */
  private static final long MAGIC = 0x48455244_5345414CL;

  private static final int BLOCK = 64;
  private static final int CONTENT = BLOCK - Long.BYTES;
  private static final int BOOT = 40;
  private static final int SIZE = 3 * BLOCK;

  static final int HEADER = 0;
  static final int NOW = BLOCK;
  static final int NEXT = 2 * BLOCK;

  private SealFormat() {}

  static Path file(Path folder) {
    return folder.resolve("seal");
  }

  static byte[] file(String boot, State state, Fingerprint now) {
    var holds = fingerprint(now);
    return ByteBuffer.allocate(SIZE).put(header(boot, state)).put(holds).put(holds).array();
  }

  static byte[] header(String boot, State state) {
    var content = ByteBuffer.allocate(CONTENT).putLong(MAGIC).putLong(state.code());
    var name = boot.getBytes(US_ASCII);
    return block(content.put(name, 0, Math.min(name.length, BOOT)).array());
  }

  static byte[] fingerprint(Fingerprint fingerprint) {
    return block(ByteBuffer.allocate(CONTENT).put(fingerprint.toBytes()).array());
  }

  private static byte[] block(byte[] content) {
    return ByteBuffer.allocate(BLOCK).put(content).putLong(checksum(content)).array();
  }

  /** Reads a file; empty when it is no seal, or not any more. */
  static Optional<Sealed> parse(byte[] file) {
    if (file.length != SIZE) {
      return Optional.empty();
    }
    var fingerprints = new ArrayList<Fingerprint>();
    content(file, NOW).map(Fingerprint::of).ifPresent(fingerprints::add);
    content(file, NEXT).map(Fingerprint::of).ifPresent(fingerprints::add);
    return content(file, HEADER)
        .filter(header -> header.getLong() == MAGIC && !fingerprints.isEmpty())
        .flatMap(header -> sealed(header, fingerprints));
  }

  private static Optional<Sealed> sealed(ByteBuffer header, List<Fingerprint> fingerprints) {
    var code = header.getLong();
    var boot = new byte[BOOT];
    header.get(boot);
    return Arrays.stream(State.values())
        .filter(state -> state.code() == code)
        .map(state -> new Sealed(state, new String(boot, US_ASCII).trim(), fingerprints))
        .findAny();
  }

  /** A block without its checksum; empty when that is wrong. */
  private static Optional<ByteBuffer> content(byte[] file, int place) {
    var block = ByteBuffer.wrap(file, place, BLOCK).slice();
    var content = new byte[CONTENT];
    block.get(content);
    return block.getLong() == checksum(content)
        ? Optional.of(ByteBuffer.wrap(content))
        : Optional.empty();
  }

  private static long checksum(byte[] bytes) {
    var checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
  }
}
