package dev.proxyherd.location;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records in slots, found by client through an index, and in a list by change number.
 *
 * <p>Not thread-safe. Looking a client up while somebody writes gives nonsense or an exception, but
 * does no harm.
 */
final class RecordTable {
  /** The index takes 22 bytes a client at most; this is rather more, as {@link #bytes} is to be. */
  private static final int INDEX_BYTES = 24;

  /** Of this process. Known to a client, it would let it choose names that all fall together. */
  private final SipHash hash = SipHash.withRandomKey();

  private final RecordSlots slots = new RecordSlots();
  private final ClientIndex index = new ClientIndex(slots);
  private final ChangeList changes = new ChangeList(slots);

  /** What a record takes of the heap, as an estimate that is rather too high. */
  static long bytes(ClientLocation location) {
    return RecordSlots.bytes(location) + INDEX_BYTES;
  }

  /** The list of the records' handles by change number. */
  ChangeList changes() {
    return changes;
  }

  /** The handle of a client's record, or {@link Slabs#NONE}: until the next record is removed. */
  int find(ByteString client) {
    return index.find(hash(client), client);
  }

  @Nullable ClientLocation location(ByteString client) {
    var handle = find(client);
    return handle == Slabs.NONE ? null : slots.location(handle);
  }

  /** What is held of the client that has this id: see {@link PositionFeed}. */
  @Nullable ClientLocation location(long id) {
    var handle = index.find((int) id, held -> slots.hash(held, hash) == id);
    return handle == Slabs.NONE ? null : slots.location(handle);
  }

  /** Adds where a record's client is, without a copy of the record. */
  void addPosition(int handle, Positions positions) {
    var id = slots.hash(handle, hash);
    slots
        .coordinates(handle)
        .ifPresentOrElse(
            coordinates -> positions.add(id, coordinates), () -> positions.addGone(id));
  }

  long number(int handle) {
    return slots.number(handle);
  }

  Change change(int handle) {
    return new Change(slots.location(handle), slots.number(handle));
  }

  /** Whether neighbours that are meant by these bits have sent this very record. */
  boolean isKnownBy(int handle, long bits) {
    return (slots.knownBy(handle) & bits) != 0;
  }

  /** Puts a record in place of its client's last, and behind all others in the list. */
  void put(Change change, long knownBy) {
    var handle = put(change.location());
    slots.setKnownBy(handle, knownBy);
    changes.append(handle, change.number());
  }

  /** Takes the record of a client that is not there; returns its handle. It is not in the list. */
  int add(ClientLocation location) {
    var handle = slots.add(location);
    slots.setKnownBy(handle, 0);
    index.add(hash(location.client()), handle);
    return handle;
  }

  /** Puts a record that is not in the list behind all others. */
  void append(int handle, long number) {
    changes.append(handle, number);
  }

  /** Returns where the record is, which is not in the list. */
  private int put(ClientLocation location) {
    var clientHash = hash(location.client());
    var held = index.find(clientHash, location.client());
    if (held != Slabs.NONE) {
      if (slots.replace(held, location)) {
        changes.remove(held);
        return held;
      }
      remove(clientHash, held);
    }
    var handle = slots.add(location);
    index.add(clientHash, handle);
    return handle;
  }

  /** Drops a client's record, if there is one. */
  void remove(ByteString client) {
    var clientHash = hash(client);
    var handle = index.find(clientHash, client);
    if (handle != Slabs.NONE) {
      remove(clientHash, handle);
    }
  }

  private void remove(int clientHash, int handle) {
    changes.remove(handle);
    index.remove(clientHash, handle);
    var moved = slots.release(handle);
    if (moved != handle) {
      index.replace((int) slots.hash(handle, hash), moved, handle);
      changes.moved(moved, handle);
    }
  }

  /** Notes that neighbours have sent this very record, if it is still the one that is held. */
  void known(ClientLocation location, long bits) {
    var handle = find(location.client());
    if (handle != Slabs.NONE && slots.isEqual(handle, location)) {
      slots.setKnownBy(handle, slots.knownBy(handle) | bits);
    }
  }

  /** Gives copies of some records: see {@link ClientIndex#visit}. */
  long visit(long start, Consumer<ClientLocation> visitor) {
    return index.visit(start, handle -> visitor.accept(slots.location(handle)));
  }

  /** How much memory the records are in, room that is free included, without the index. */
  long allocatedBytes() {
    return slots.allocatedBytes();
  }

  private int hash(ByteString client) {
    return (int) client.hash(hash);
  }
}
