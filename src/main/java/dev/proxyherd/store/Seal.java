package dev.proxyherd.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * A small file beside the database that says what the database must hold: RocksDB opens one that
 * has lost its end, or a whole file, without a word.
 *
 * <p>The file is mapped into memory: it costs next to nothing to write, and what was written is
 * there after the process was killed. Before each write to the database it says what that will make
 * of it, and after it that this has been done: whenever the process dies, the database holds the
 * one or the other.
 */
final class Seal implements AutoCloseable {
  /** What a later start needs to know. */
  enum State {
    /** All is on the disk, and nothing was written since. */
    CLOSED('C'),
    /** Open, and each write is on the disk before the next one begins. */
    OPEN_SYNCHRONOUS('S'),
    /** Open, and what was written may be with the operating system only. */
    OPEN('O');

    private final char code;

    State(char code) {
      this.code = code;
    }

    /** What stands for it in the file. */
    long code() {
      return code;
    }
  }

  private final String boot;
  private final long inode;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment file;

  /**
   * Makes the file, or overwrites it; it is on the disk on return.
   *
   * @param boot names the run of the machine
   * @param state one of those that are open
   * @param now what the database holds
   */
  Seal(Path folder, String boot, State state, Fingerprint now) throws IOException {
    this.boot = boot;
    var path = SealFormat.file(folder);
    try (var access = new RandomAccessFile(path.toFile(), "rw")) {
      inode = SealFormat.inode(path);
      // Not through memory, which could not say that the disk is full.
      access.write(SealFormat.file(state, inode, boot, now));
      access.getFD().sync();
      file = access.getChannel().map(MapMode.READ_WRITE, 0, access.length(), arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * The database is about to be written to.
   *
   * @param next what it holds if that goes well
   * @throws InternalError when the system cannot keep the file
   */
  void expect(Fingerprint next) {
    put(SealFormat.NEXT, SealFormat.fingerprint(next));
  }

  /** The database has been written to, and holds what was expected. */
  void confirm(Fingerprint now) {
    put(SealFormat.NOW, SealFormat.fingerprint(now));
  }

  /** Says that all is on the disk. Nothing may be written to the database after this. */
  void setClosed() {
    put(SealFormat.HEADER, SealFormat.header(State.CLOSED, inode, boot));
    file.force();
  }

  private void put(int place, byte[] bytes) {
    MemorySegment.copy(bytes, 0, file, ValueLayout.JAVA_BYTE, place, bytes.length);
  }

  /** Leaves the file as it is. */
  @Override
  public void close() {
    arena.close();
  }
}
