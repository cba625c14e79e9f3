package dev.proxyherd.store;

import static dev.proxyherd.store.Journals.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Change;
import dev.proxyherd.testing.FastFolder;
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
  private static final long UPDATED_BYTES = 300L << 20;

  @TempDir(factory = FastFolder.class)
  Path folder;

  @Test
  void endlessUpdatesOfFewClientsTakeBoundedRoom() throws IOException {
    var padding = "x".repeat(1000);
    var written = 0L;
    var number = 0L;
    var largest = 0L;
    try (var journal = Journals.open(folder)) {
      Journals.storeOn(journal);
      while (written < UPDATED_BYTES) {
        var changes = new ArrayList<Change>();
        for (var client = 0; client < CLIENTS; client++) {
          var location = record(client + padding, ++number);
          changes.add(new Change(location, number));
          written += location.fields().length();
        }
        journal.write(Journals.entry(List.of(), changes, number));
        largest = Math.max(largest, size());
      }
    }
    assertThat(largest).isLessThan(5 * RocksOptions.WRITE_BUFFER);
  }

  @Test
  void everyStartLeavesAsManyFilesAsTheOneBefore() throws IOException {
    for (var start = 0; start < 20; start++) {
      try (var journal = Journals.open(folder)) {
        Journals.storeOn(journal);
        var changes = List.of(new Change(record("kiwi", start), start));
        journal.write(Journals.entry(List.of(), changes, start));
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
}
