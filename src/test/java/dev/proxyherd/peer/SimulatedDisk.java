package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Journal;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.StoreUnavailableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A member's disk: outlives its processes, and may fail, lose its latest writes, or be changed. */
final class SimulatedDisk implements Journal {
  /** What one write replaced, so that it can be undone. */
  private record Undo(
      Map<ByteString, Optional<Change>> changes, Map<String, Optional<Receipt>> receipts) {}

  /** As many of the latest writes may be lost with the power. */
  private static final int UNSYNCED = 50;

  private final Simulation simulation;
  private Map<ByteString, Change> records = new HashMap<>();
  private Map<String, Receipt> receipts = new HashMap<>();
  private final Deque<Undo> unsynced = new ArrayDeque<>();
  private String epoch;
  private long lastNumber;
  private long highest;
  private boolean failing;

  SimulatedDisk(Simulation simulation) {
    this.simulation = simulation;
    epoch = newEpoch();
  }

  private String newEpoch() {
    return Long.toHexString(simulation.random.nextLong());
  }

  @Override
  public void write(Entry entry) {
    if (failing) {
      throw new StoreUnavailableException("no room", new IllegalStateException());
    }
    var undo = new Undo(new HashMap<>(), new HashMap<>());
    for (var client : entry.removed()) {
      undo.changes().put(client, Optional.ofNullable(records.remove(client)));
      lastNumber = entry.lastNumber();
    }
    for (var change : entry.changes()) {
      assertThat(change.number()).as("a number is given once").isGreaterThan(highest);
      highest = change.number();
      var before = records.put(change.location().client(), change);
      undo.changes().putIfAbsent(change.location().client(), Optional.ofNullable(before));
      if (before != null) {
        assertThat(change.location()).isGreaterThan(before.location());
      }
    }
    for (var receipt : entry.receipts()) {
      var before = receipts.put(receipt.sender(), receipt);
      undo.receipts().putIfAbsent(receipt.sender(), Optional.ofNullable(before));
    }
    unsynced.add(undo);
    if (unsynced.size() > UNSYNCED) {
      unsynced.remove();
    }
  }

  void setFailing(boolean failing) {
    this.failing = failing;
  }

  /**
   * Loses some of the latest writes, the last first. What has gone back is another store, and is
   * known to be one by its new epoch: docs/decisions/store.md.
   */
  void losePower() {
    var lost = simulation.random.nextInt(unsynced.size() + 1);
    for (var i = 0; i < lost; i++) {
      var undo = unsynced.removeLast();
      undo(undo.changes(), records);
      undo(undo.receipts(), receipts);
    }
    unsynced.clear();
    epoch = newEpoch();
    highest = 0;
  }

  private static <K, V> void undo(Map<K, Optional<V>> undo, Map<K, V> map) {
    undo.forEach(
        (key, before) ->
            before.ifPresentOrElse(value -> map.put(key, value), () -> map.remove(key)));
  }

  /** An empty one in its place. */
  void replace() {
    records = new HashMap<>();
    receipts = new HashMap<>();
    unsynced.clear();
    epoch = newEpoch();
    highest = 0;
  }

  /** What is on it, to be put back another day. */
  Runnable backUp() {
    var oldRecords = new HashMap<>(records);
    var oldReceipts = new HashMap<>(receipts);
    return () -> {
      records = new HashMap<>(oldRecords);
      receipts = new HashMap<>(oldReceipts);
      unsynced.clear();
      epoch = newEpoch();
      highest = 0;
    };
  }

  Optional<ClientLocation> find(ByteString client) {
    return Optional.ofNullable(records.get(client)).map(Change::location);
  }

  @Override
  public void replay(Reader reader) {
    records.values().forEach(reader::change);
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
