package dev.proxyherd.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.proxyherd.store.Seal.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands in the file of a {@link Seal}: three blocks of 128 bytes, filled up with zeros, each
 * ending with a checksum of its own.
 *
 * <ol>
 *   <li>a magic number, the state and the file's own inode in 8 bytes each, and what names the
 *       machine's run in 40 bytes
 *   <li>the fingerprint of what the database holds, in 32 bytes
 *   <li>the fingerprint that it has after the write that may be under way
 * </ol>
 */
final class SealFormat {
  /** Spells HERDSEAL. */
  private static final long MAGIC = 0x48455244_5345414CL;

  private static final int BLOCK = 128;
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

  /** What tells a file from a copy of it; 0 where nothing does. */
  static long inode(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? (long) Files.getAttribute(file, "unix:ino")
        : 0;
  }

  static byte[] file(State state, long inode, String boot, Fingerprint now) {
    var holds = fingerprint(now);
    return ByteBuffer.allocate(SIZE).put(header(state, inode, boot)).put(holds).put(holds).array();
  }

  static byte[] header(State state, long inode, String boot) {
    var content = ByteBuffer.allocate(CONTENT).putLong(MAGIC).putLong(state.code()).putLong(inode);
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
    var inode = header.getLong();
    var boot = new byte[BOOT];
    header.get(boot);
    return Arrays.stream(State.values())
        .filter(state -> state.code() == code)
        .map(state -> new Sealed(state, inode, new String(boot, US_ASCII).trim(), fingerprints))
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
