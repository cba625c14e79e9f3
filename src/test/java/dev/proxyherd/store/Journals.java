package dev.proxyherd.store;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Journal.Entry;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.Tally;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Journals and records as tests of this package need them. */
final class Journals {
  private Journals() {}

  /** A journal of Goloman's whose writes are with the operating system first. */
  static RocksJournal open(Path folder) {
    return new RocksJournal(new StoreFolder(folder), "Goloman", false);
  }

  /** The same, on a machine that has been started anew. */
  static RocksJournal openAfterPowerFailure(Path folder) {
    return new RocksJournal(new StoreFolder(folder, "another-boot-id"), "Goloman", false);
  }

  static RocksJournal openSynchronous(Path folder) {
    return new RocksJournal(new StoreFolder(folder), "Goloman", true);
  }

  static RecordStore storeOn(RocksJournal journal) {
    return new RecordStore(InstantSource.system(), journal);
  }

  /** An entry after which there are these records and no others. */
  static Entry entry(List<ByteString> removed, List<Change> changes, long lastNumber) {
    var tally = Tally.EMPTY;
    for (var change : changes) {
      tally = tally.with(change.location());
    }
    return new Entry(removed, changes, List.of(), lastNumber, tally);
  }

  static ClientLocation record(String client, long time) {
    return record(client, "+1+1", time);
  }

  /** A tombstone. */
  static ClientLocation forgotten(String client, long time) {
    return record(client, "-", time);
  }

  private static ClientLocation record(String client, String location, long time) {
    return new ClientLocation(
        ByteString.of("Goloman"),
        ByteString.of("+0.000000001"),
        ByteString.of(client),
        ByteString.of(location),
        ByteString.of(Long.toString(time)));
  }
}
