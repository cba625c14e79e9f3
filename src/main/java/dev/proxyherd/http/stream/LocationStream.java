package dev.proxyherd.http.stream;

import dev.proxyherd.location.LocationStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * One stream: the place that it has come to, and who waits for what comes next.
 *
 * <p>It is asked for one chunk at a time, by whoever has written the last one; until then nothing
 * is read for it. All but {@link #next} and {@link #isOver} is for the streams' thread.
 */
final class LocationStream {
  /** About as much as a chunk may have; the last event may go beyond it. */
  private static final int CHUNK = 64 * 1024;

  /** Changes that are read at a time by a stream that catches up. */
  private static final int READ = 32;

  /** After so many that tell it nothing, a stream gives way to the others. */
  private static final int MAX_READS = 128;

  private static final int EXPIRED_AT_A_TIME = 100;

  private final Streams streams;
  private final LocationStore store;
  private final Teller teller;
  private final boolean resumable;
  private final long target;

  /** Events, which are other streams' too, and nobody may change. */
  private List<byte[]> chunk = new ArrayList<>();

  private int size;
  private @Nullable MonoSink<List<byte[]>> waiting;
  private long position;
  private boolean caughtUp;
  private boolean behind;
  private boolean lookForExpired;
  private @Nullable String farewell;
  private long told;
  private long toldAt = System.nanoTime();
  private volatile boolean over;

  /**
   * @param hello what it tells first
   * @param position the change that it begins behind
   * @param target when it has come so far, it has caught up
   * @param resumable whether another can go on where it ends
   */
  LocationStream(
      Streams streams,
      LocationStore store,
      Teller teller,
      byte[] hello,
      long position,
      long target,
      boolean resumable) {
    this.streams = streams;
    this.store = store;
    this.teller = teller;
    this.position = position;
    this.target = target;
    this.resumable = resumable;
    write(hello);
  }

  /** What comes next, when there is something; empty when the stream is over. May be cancelled. */
  Mono<List<byte[]>> next() {
    return Mono.create(sink -> streams.run(() -> ask(sink)));
  }

  /** Whether it has told all that it will. */
  boolean isOver() {
    return over;
  }

  private void ask(MonoSink<List<byte[]>> sink) {
    if (over) {
      sink.success();
    } else {
      waiting = sink;
      serve();
    }
  }

  /** Tells what there is to tell, if somebody waits for it. */
  void serve() {
    if (waiting == null || over) {
      return;
    }
    if (farewell == null) {
      try {
        read();
      } catch (Teller.TooManyInsideException _) {
        streams.tooManyInside();
        write(Events.RETRY_LATER);
        farewell = "too-many-inside";
      }
    }
    if (farewell != null) {
      write(Events.bye(farewell));
      over = true;
    }
    flush();
  }

  private void read() {
    var recent = streams.recent();
    for (var reads = 0; size < CHUNK && position < recent.end(); reads++) {
      if (position >= recent.start()) {
        readRecent(recent);
      } else if (reads < MAX_READS) {
        catchUp();
      } else {
        if (size == 0) {
          streams.run(this::serve);
        }
        break;
      }
    }
    if (position >= recent.start()) {
      streams.catching().close(this);
      behind = false;
    }
    if (!caughtUp && position >= target) {
      caughtUp = true;
      write(Events.caughtUp(streams.id(position)));
    }
    if (lookForExpired && caughtUp && size < CHUNK) {
      lookForExpired = !teller.tellExpired(store, EXPIRED_AT_A_TIME, this::tell);
    }
  }

  private void readRecent(Recent recent) {
    var changes = recent.changes();
    for (var i = recent.indexAfter(position); i < changes.size(); i++) {
      if (size >= CHUNK) {
        return;
      }
      teller.tell(changes.get(i), this::tell);
      position = changes.get(i).number();
    }
    position = recent.end();
  }

  private void catchUp() {
    if (!behind) {
      behind = true;
      streams.fellBehind(caughtUp);
    }
    var feed = streams.catching().feed(this, position);
    for (var change : feed.next(READ)) {
      teller.tell(new Told(change, streams.epoch()), this::tell);
    }
    position = feed.position();
  }

  private void tell(byte[] event) {
    write(event);
    told++;
  }

  private void write(byte[] bytes) {
    chunk.add(bytes);
    size += bytes.length;
  }

  private void flush() {
    var sink = waiting;
    if (sink == null || size == 0) {
      return;
    }
    var events = chunk;
    streams.told(told, size);
    waiting = null;
    toldAt = System.nanoTime();
    chunk = new ArrayList<>();
    size = 0;
    told = 0;
    sink.success(events);
  }

  /** Shows that it is there, if it has been silent since a time. */
  void beat(long since) {
    if (waiting != null && toldAt - since < 0) {
      write(resumable && caughtUp ? Events.heartbeat(streams.id(position)) : Events.HEARTBEAT);
      flush();
    }
  }

  /** Some records have expired, and may be of clients inside. */
  void expired() {
    lookForExpired = lookForExpired || teller.remembersAny();
  }

  /** Ends it as soon as what it has told is written. */
  void end(String reason) {
    farewell = reason;
    serve();
  }

  /** The reader has gone. */
  void close() {
    over = true;
    waiting = null;
    streams.catching().close(this);
    teller.forget();
  }
}
