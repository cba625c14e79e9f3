package dev.proxyherd.places.google;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is spent of a budget across restarts: one line of fixed length, written over in place
 * before each call.
 *
 * <p>It is then with the operating system, so that a process that is killed has lost nothing. It is
 * on the disk after every hundredth of the day's budget, so that a machine that stops has lost no
 * more than that.
 */
class BudgetFile implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(BudgetFile.class);

  /** Beside the store's own files. */
  static final String NAME = "google-budget";

  /** Day, calls in it, minute since 1970, calls in it; and a checksum behind them. */
  private static final int FIELDS = 4;

  /** Keeps nothing: for a member whose store is in memory. */
  static final BudgetFile NONE = new BudgetFile();

  private final @Nullable Path path;
  private final long syncEvery;
  private @Nullable RandomAccessFile file;
  private long synced;
  private boolean failed;

  private BudgetFile() {
    path = null;
    syncEvery = Long.MAX_VALUE;
  }

  /**
   * @param folder the member's own, which there is
   * @param perDay the day's budget
   */
  BudgetFile(Path folder, long perDay) {
    path = folder.resolve(NAME);
    syncEvery = perDay < 0 ? Long.MAX_VALUE : Math.max(1, perDay / 100);
  }

  /**
   * What was spent when it was last written.
   *
   * @param otherwise what is taken to be spent if there is no reading it
   */
  BudgetLedger.Spent read(BudgetLedger.Spent otherwise) {
    if (path == null || !Files.exists(path)) {
      return new BudgetLedger.Spent(LocalDate.EPOCH, 0, 0, 0);
    }
    try {
      return parse(Files.readString(path, US_ASCII));
    } catch (IOException | DateTimeException | IllegalArgumentException garbled) {
      log.warn(
          "{} cannot be read ({}): the budget for Google Places counts as spent. It opens again"
              + " with the next day; to open it now, stop the member, delete the file, and start"
              + " again.",
          path,
          garbled.toString());
      return otherwise;
    }
  }

  private static BudgetLedger.Spent parse(String text) {
    var line = text.strip();
    var end = line.lastIndexOf(' ');
    var fields = line.split(" +", -1);
    if (fields.length != FIELDS + 1 || !line.substring(end + 1).equals(checksum(line, end))) {
      throw new IllegalArgumentException("its checksum is wrong");
    }
    return new BudgetLedger.Spent(
        LocalDate.parse(fields[0]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]));
  }

  private static String checksum(String line, int end) {
    var sum = new CRC32();
    sum.update(line.substring(0, end).getBytes(US_ASCII));
    return "%08x".formatted(sum.getValue());
  }

  /** Called by one thread at a time. A failure is said once; the counts go on in memory. */
  void write(BudgetLedger.Spent spent) {
    if (path == null) {
      return;
    }
    var counts =
        "%-10s %019d %019d %019d"
            .formatted(spent.day(), spent.inDay(), spent.minute(), spent.inMinute());
    var line = (counts + ' ' + checksum(counts, counts.length()) + '\n').getBytes(US_ASCII);
    try {
      // Not a channel: those are closed under a thread that is interrupted.
      var open = file;
      if (open == null) {
        make(path, line);
        open = new RandomAccessFile(path.toFile(), "rw");
        file = open;
      }
      open.seek(0);
      open.write(line);
      if (Math.abs(spent.inDay() - synced) >= syncEvery) {
        open.getFD().sync();
        synced = spent.inDay();
      }
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        log.warn(
            "{} cannot be written ({}): the budget for Google Places is kept in memory, and a"
                + " restart forgets what is spent from now on.",
            path,
            e.toString());
      }
      failed = true;
    }
  }

  /** Whole or not at all: a file without a line would count as garbled. */
  private static void make(Path path, byte[] line) throws IOException {
    var fresh = path.resolveSibling(NAME + ".new");
    Files.write(fresh, line);
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    var open = file;
    if (open != null) {
      open.getFD().sync();
      open.close();
      file = null;
    }
  }
}
