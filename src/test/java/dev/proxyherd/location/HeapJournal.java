package dev.proxyherd.location;

import java.util.HashMap;
import java.util.Map;

/** What a journal on disk does, without the disk: what was written outlives the store. */
final class HeapJournal implements Journal {
  private final String epoch = MemoryJournal.newEpoch();
  private final Map<ByteString, Change> changes = new HashMap<>();
  private final Map<String, Receipt> receipts = new HashMap<>();
  private long lastNumber;

  @Override
  public void write(Entry entry) {
    entry.removed().forEach(changes::remove);
    if (!entry.removed().isEmpty()) {
      lastNumber = entry.lastNumber();
    }
    entry.changes().forEach(change -> changes.put(change.location().client(), change));
    entry.receipts().forEach(receipt -> receipts.put(receipt.sender(), receipt));
  }

  @Override
  public void replay(Reader reader) {
    changes.values().forEach(reader::change);
    receipts.values().forEach(reader::receipt);
    reader.lastNumber(lastNumber);
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public void close() {}
}
