package dev.proxyherd.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The files of a database that are written record by record: the write-ahead log and the manifest.
 *
 * <p>RocksDB (10.10 to 11.8) reads for ever in one in which a record's type has become one of those
 * that recycled files have, be it by one flipped bit; we recycle none. So they are looked through
 * before RocksDB gets to see them. All other damage it finds by itself, or the {@link Seal} tells.
 *
 * <p>A file is a row of blocks. A record has a checksum in 4 bytes, the length of its content in 2
 * bytes, little-endian, and its type in 1 byte; none goes over the end of a block.
 */
final class RecordFiles {
  private static final String LOGS = "*.log";
  private static final String MANIFESTS = "MANIFEST-*";
  private static final int BLOCK = 32 << 10;
  private static final int LENGTH = 4;
  private static final int TYPE = 6;
  private static final int HEADER = 7;
  private static final int MAX_TYPE = 4;

  private RecordFiles() {}

  /** The first file that RocksDB is not to see; empty when all are fit for that. */
  static Optional<Path> findUnreadable(Path folder) throws IOException {
    for (var kind : new String[] {MANIFESTS, LOGS}) {
      try (var files = Files.newDirectoryStream(folder, kind)) {
        for (var file : files) {
          if (goodBytes(file) < Files.size(file)) {
            return Optional.of(file);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Ends logs where RocksDB would read for ever: whatever comes behind that is lost. */
  static void cutLogs(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, LOGS)) {
      for (var file : files) {
        var good = goodBytes(file);
        if (good < Files.size(file)) {
          try (var log = FileChannel.open(file, StandardOpenOption.WRITE)) {
            log.truncate(good);
          }
        }
      }
    }
  }

  /**
   * How many bytes there are before the first record of a type that is none; all if there is none.
   */
  private static long goodBytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var start = 0L;
      for (var block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
        for (var at = 0; at + HEADER <= block.length; at += HEADER + length(block, at)) {
          if ((block[at + TYPE] & 0xFF) > MAX_TYPE) {
            return start + at;
          }
        }
        start += block.length;
      }
      return start;
    }
  }

  private static int length(byte[] block, int record) {
    return (block[record + LENGTH] & 0xFF) | ((block[record + LENGTH + 1] & 0xFF) << 8);
  }
}
