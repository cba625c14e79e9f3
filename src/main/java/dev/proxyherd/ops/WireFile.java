package dev.proxyherd.ops;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A file that is appended to, and put aside when it has grown: {@code x.log} becomes {@code
 * x.1.log}, that {@code x.2.log}, and so on. For one thread.
 *
 * <p>Trouble with the disk ends nothing: it is logged once, and tried again after a while.
 */
final class WireFile implements AutoCloseable {
  private static final Log LOG = LogFactory.getLog(WireFile.class);
  private static final String SUFFIX = ".log";
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Path file;
  private final long maxSize;
  private final int maxFiles;
  private final LongSupplier nanoTime;
  private @Nullable FileChannel channel;
  private long size;
  private boolean failing;
  private long retryAt;

  /**
   * @param maxSize bytes; no file is larger, unless one write is
   * @param maxFiles with the current one
   * @param nanoTime as {@link System#nanoTime}
   */
  WireFile(Path file, long maxSize, int maxFiles, LongSupplier nanoTime) {
    this.file = file;
    this.maxSize = maxSize;
    this.maxFiles = maxFiles;
    this.nanoTime = nanoTime;
  }

  /** Appends, or returns false: all of it is in the file or none, as far as the disk lets us. */
  boolean write(byte[] bytes, int length) {
    if (failing && nanoTime.getAsLong() - retryAt < 0) {
      return false;
    }
    try {
      var open = open(length);
      var source = ByteBuffer.wrap(bytes, 0, length);
      while (source.hasRemaining()) {
        open.write(source);
      }
      size += length;
      if (failing) {
        failing = false;
        LOG.info("Writes the wire log again: " + file);
      }
      return true;
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      if (!failing) {
        failing = true;
        LOG.warn(
            "Cannot write the wire log, and goes on without: %s (herd.wire-log.file = %s)"
                .formatted(e, file));
      }
      retryAt = nanoTime.getAsLong() + PAUSE.toNanos();
      undo();
      close();
      return false;
    }
  }

  private FileChannel open(int length) throws IOException {
    var open = channel;
    if (open != null && !Files.exists(file)) {
      // Deleted, or put aside by somebody else: what is written now belongs in a new one.
      close();
      open = null;
    }
    if (open == null) {
      open = append();
    }
    if (size > 0 && size + length > maxSize) {
      close();
      putAside();
      open = append();
    }
    return open;
  }

  private FileChannel append() throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    var open =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    channel = open;
    size = open.size();
    return open;
  }

  private void putAside() throws IOException {
    if (maxFiles == 1) {
      Files.delete(file);
      return;
    }
    for (var number = maxFiles - 2; number >= 0; number--) {
      var older = numbered(number);
      if (Files.exists(older)) {
        Files.move(older, numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path numbered(int number) {
    if (number == 0) {
      return file;
    }
    var name = file.getFileName().toString();
    var stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    return file.resolveSibling(stem + "." + number + SUFFIX);
  }

  /** A full disk may have taken part of a write, in the middle of a line. */
  private void undo() {
    var open = channel;
    if (open != null) {
      try {
        open.truncate(size);
      } catch (IOException e) {
        LOG.debug("half a line may be in " + file, e);
      }
    }
  }

  @Override
  public void close() {
    var open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("closing " + file, e);
      }
    }
  }
}
