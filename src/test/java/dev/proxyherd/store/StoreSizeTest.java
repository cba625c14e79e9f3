package dev.proxyherd.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store takes room for its clients, not for how often they move. */
class StoreSizeTest {
  private static final int CLIENTS = 1000;
  private static final long UPDATED_BYTES = 400L << 20;

  @TempDir Path folder;

  @Test
  void endlessUpdatesOfFewClientsTakeBoundedRoom() throws IOException {
    var padding = "x".repeat(1000);
    var written = 0L;
    var number = 0L;
    var largest = 0L;
    try (var journal = new RocksJournal(folder, "Goloman", false)) {
      while (written < UPDATED_BYTES) {
        var changes = new ArrayList<Change>();
        for (var client = 0; client < CLIENTS; client++) {
          var location = record(client + padding, ++number);
          changes.add(new Change(location, number));
          written += location.fields().length();
        }
        journal.write(entry(changes));
        largest = Math.max(largest, size());
      }
    }
    assertThat(largest).isLessThan(4 * RocksOptions.WRITE_BUFFER);
  }

  @Test
  void everyStartLeavesAsManyFilesAsTheOneBefore() throws IOException {
    for (var start = 0; start < 20; start++) {
      try (var journal = new RocksJournal(folder, "Goloman", false)) {
        journal.write(entry(List.of(new Change(record("kiwi", start), start))));
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files.count()).isLessThan(20);
    }
  }

  private long size() throws IOException {
    try (var files = Files.walk(folder)) {
      // 0 for one that is gone meanwhile
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (UncheckedIOException e) {
      return 0; // a folder that is gone meanwhile
    }
  }

  private static Journal.Entry entry(List<Change> changes) {
    return new Journal.Entry(List.of(), changes, List.of(), changes.getLast().number());
  }

  private static ClientLocation record(String client, long time) {
    return new ClientLocation(
        ByteString.of("Goloman"),
        ByteString.of("+0.000000001"),
        ByteString.of(client),
        ByteString.of("+1+1"),
        ByteString.of(Long.toString(time)));
  }
}
