package dev.proxyherd.site;

import dev.proxyherd.location.Change;
import dev.proxyherd.location.ChangeFeed;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.site.Replies.Page;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A reader's place in a site's changes. What the replicas tell each other goes straight into what
 * is next, where it follows on what was read; the rest is read from the engine, as far as there is
 * room: at most {@link #MAX_AHEAD} records are held.
 *
 * <p>Numbers are given out by many servers. What this feed says of them holds with an overlap:
 * everything up to a number that it has said, less the overlap, has been returned before. Who
 * resumes at a number is given that overlap again.
 */
final class SiteFeed implements ChangeFeed {
  private static final int MAX_AHEAD = 8192;
  private static final int PAGE = 32;

  /** How far a bucket is read again of which something lost had hidden more; microseconds. */
  static final long BACK = 60_000_000;

  /** Reads a page of a bucket. */
  interface Reader {
    CompletionStage<Page> read(int bucket, long after, int limit);

    /** Whether its time is up, so that it is not held any more. */
    boolean isDropped(ClientLocation location);

    /** There may be something to return. */
    void changed();

    void closed(SiteFeed feed);
  }

  private final int buckets;
  private final String receiver;
  private final Reader reader;
  private final Place place;
  private final BitSet wanted = new BitSet();
  private final BitSet reading = new BitSet();

  /** Of what is being read: what comes is of a server that is gone. */
  private final BitSet outdated = new BitSet();

  private final Ahead ahead = new Ahead();
  private final long leeway;
  private long highest;
  private boolean closed;
  private volatile long position;
  private volatile boolean empty = true;
  private long said;

  /**
   * Opens it.
   *
   * @param overlap in microseconds
   * @param leeway how far ahead of what is certain of all buckets a number may be said; so much
   *     less than the overlap as the clocks of the engine's servers may be apart
   */
  SiteFeed(int buckets, long after, String receiver, long overlap, long leeway, Reader reader) {
    this.buckets = buckets;
    this.receiver = receiver;
    this.reader = reader;
    this.leeway = leeway;
    place = new Place(buckets, after, overlap);
    position = after;
    said = after;
    highest = after;
  }

  String receiver() {
    return receiver;
  }

  /** Reads all buckets, as far as there is room. */
  void refresh() {
    synchronized (this) {
      wanted.set(0, buckets);
    }
    read();
  }

  /** Whether nothing is being read, and nothing waits for it but for want of room. */
  synchronized boolean isSettled() {
    return reading.isEmpty() && (wanted.isEmpty() || isFull());
  }

  /**
   * A replica has made a change.
   *
   * @return whether that is all there is to it; else it is read
   */
  boolean take(News news) {
    boolean told;
    synchronized (this) {
      var bucket = news.bucket();
      if (closed || news.change().number() <= place.read(bucket)) {
        return true;
      }
      told = news.previous() == place.read(bucket) && ahead.size() < MAX_AHEAD;
      if (told) {
        put(bucket, news.change(), news.from());
      } else {
        wanted.set(bucket);
      }
    }
    if (told) {
      reader.changed();
    } else {
      read();
    }
    return told;
  }

  /** The receiver has sent this record, or a newer one, itself. */
  synchronized void known(ClientLocation location) {
    if (ahead.dropUpTo(location)) {
      move();
    }
  }

  /** Another server has these buckets now, which may number what comes next lower than before. */
  void goBack(BitSet moved) {
    synchronized (this) {
      moved.stream().forEach(bucket -> place.goBack(bucket, BACK));
      wanted.or(moved);
      outdated.or(moved);
      outdated.and(reading);
    }
    read();
  }

  /** The one that is read least far comes first, so that all come on together. */
  private void read() {
    while (true) {
      int bucket;
      long after;
      synchronized (this) {
        bucket = closed || isFull() ? -1 : nextToRead();
        if (bucket < 0) {
          return;
        }
        wanted.clear(bucket);
        reading.set(bucket);
        after = place.read(bucket);
      }
      reader
          .read(bucket, after, PAGE)
          .whenComplete(
              (page, failure) -> {
                if (failure == null) {
                  took(bucket, page);
                } else {
                  failed(bucket);
                }
              });
    }
  }

  private boolean isFull() {
    return ahead.size() + reading.cardinality() * PAGE > MAX_AHEAD;
  }

  private int nextToRead() {
    var lowest = -1;
    for (var bucket = wanted.nextSetBit(0); bucket >= 0; bucket = wanted.nextSetBit(bucket + 1)) {
      if (!reading.get(bucket) && (lowest < 0 || place.read(bucket) < place.read(lowest))) {
        lowest = bucket;
      }
    }
    return lowest;
  }

  private void took(int bucket, Page page) {
    synchronized (this) {
      reading.clear(bucket);
      if (closed) {
        return;
      }
      if (!outdated.get(bucket)) {
        take(bucket, page);
      }
      outdated.clear(bucket);
    }
    reader.changed();
    read();
  }

  private void take(int bucket, Page page) {
    place.ask(bucket, page.time());
    for (var change : page.changes()) {
      if (change.number() > place.read(bucket)) {
        var held = change.held();
        put(bucket, new Change(held.location(), change.number()), held.from());
      }
    }
    if (page.changes().size() == PAGE) {
      place.complete(bucket, place.read(bucket));
      wanted.set(bucket);
    } else {
      place.advance(bucket, page.last());
      place.complete(bucket, Math.max(place.read(bucket), page.time() - 1));
      highest = Math.max(highest, page.last());
    }
    move();
  }

  /** It is read again when all are. */
  private synchronized void failed(int bucket) {
    reading.clear(bucket);
    outdated.clear(bucket);
  }

  private void put(int bucket, Change change, String from) {
    place.advance(bucket, change.number());
    highest = Math.max(highest, change.number());
    var isReceivers = !receiver.isEmpty() && from.equals(receiver);
    if (isReceivers && place.isSinceBegin(bucket, change.number())) {
      ahead.drop(change.location().client());
    } else {
      ahead.put(bucket, change);
      empty = false;
    }
  }

  /** What is returned comes in the order of numbers, as far as it is held. */
  private void move() {
    empty = ahead.isEmpty();
    var certain = Math.min(place.certain(), highest);
    var returned = empty ? certain : Math.min(certain, ahead.lowest() - 1);
    position = Math.max(position, returned);
  }

  @Override
  public List<Change> next(int max, long settled) {
    var changes = new ArrayList<Change>();
    synchronized (this) {
      while (changes.size() < max && !ahead.isEmpty()) {
        var change = ahead.poll();
        if (!reader.isDropped(change.location())) {
          changes.add(new Change(change.location(), say(change.number())));
        }
      }
      move();
    }
    read(); // what there was no room for
    return changes;
  }

  /** Never lower than before, and never so high that resuming there would leave something out. */
  private long say(long number) {
    said = Math.max(Math.max(said, 1), Math.min(number, place.certain() + leeway));
    return said;
  }

  @Override
  public boolean isBehind(long lastChange) {
    return !empty;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      ahead.clear();
    }
    reader.closed(this);
  }
}
