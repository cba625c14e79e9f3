package dev.proxyherd.location;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** All records of a table, those of one segment of its index at a time. */
final class AllRecords implements Iterator<ClientLocation> {
  private final Object lock;
  private final RecordTable table;
  private final List<ClientLocation> next = new ArrayList<>();
  private int taken;
  private long place;

  /**
   * @param lock is held while a segment is read
   */
  AllRecords(Object lock, RecordTable table) {
    this.lock = lock;
    this.table = table;
  }

  @Override
  public boolean hasNext() {
    while (taken == next.size() && place != ClientIndex.END) {
      next.clear();
      taken = 0;
      synchronized (lock) {
        place = table.visit(place, next::add);
      }
    }
    return taken < next.size();
  }

  @Override
  public ClientLocation next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return next.get(taken++);
  }
}
