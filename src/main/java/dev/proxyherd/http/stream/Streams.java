package dev.proxyherd.http.stream;

import dev.proxyherd.http.WebServer;
import dev.proxyherd.location.ChangeFeed;
import dev.proxyherd.location.LocationStore;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * All open streams. They have one thread, which looks every so often what has changed, once for
 * all; the store tells it nothing, and while no stream is open there is nothing to pay.
 *
 * <p>A stream whose reader is slow falls behind these looks, and has a feed of its own while it
 * reads on: see {@link Catching}. One whose reader has stalled has a number, and nothing else.
 */
public final class Streams implements WebServer.EndsFirst, DisposableBean {
  private static final Log LOG = LogFactory.getLog(Streams.class);

  /** Changes of one look. When there are more, the next look is at once. */
  private static final int MAX_RECENT = 8192;

  private final String self;
  private final LocationStore store;
  private final StreamProperties properties;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("streams").daemon().factory());
  private final LongAdder told = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder behind = new LongAdder();
  private final LongAdder tooManyInside = new LongAdder();
  private final Teller.Memory memory;

  // What follows belongs to the thread.
  private final Set<LocationStream> open = new LinkedHashSet<>();
  private final Catching catching;
  private @Nullable ChangeFeed feed;
  private @Nullable Future<?> nextLook;
  private Recent recent = new Recent(0, 0, List.of(), "");
  private long expired;
  private boolean ending;

  Streams(String self, LocationStore store, StreamProperties properties) {
    this.self = self;
    this.store = store;
    this.properties = properties;
    memory = new Teller.Memory(properties.maxInside());
    catching = new Catching(store);
  }

  /** Begins a stream. It is to be {@link #close}d. */
  LocationStream open(StreamRequest request) {
    var start = begin(request);
    var now = store.lastChange();
    var from = start.position;
    if (start.reset == null && request.remembers()) {
      from = 0; // to learn who is inside
    }
    var hello = new ByteArrayOutputStream();
    hello.writeBytes(Events.RETRY);
    if (start.reset != null) {
      hello.writeBytes(Events.reset(self, start.reset));
    }
    var teller =
        new Teller(request, memory, start.position, start.position == 0 ? now : start.position);
    var stream =
        new LocationStream(
            this, store, teller, hello.toByteArray(), from, now, !request.remembers());
    run(() -> add(stream));
    return stream;
  }

  /**
   * Where a stream begins.
   *
   * @param reset why its reader has to drop what it has; null where it has not
   */
  private record Start(long position, @Nullable String reset) {}

  private Start begin(StreamRequest request) {
    if (request.after().isEmpty()) {
      return request.fromNow() ? new Start(store.lastChange(), null) : new Start(0, "start");
    }
    if (request.remembers()) {
      return new Start(0, "area");
    }
    return request
        .after()
        .flatMap(StreamId::parse)
        .filter(id -> id.epoch().equals(store.epoch()) && id.number() <= store.lastChange())
        .map(id -> new Start(id.number(), null))
        .orElse(new Start(0, "unknown-id"));
  }

  private void add(LocationStream stream) {
    open.add(stream);
    if (ending) {
      stream.end("stopping");
    }
    if (feed == null) {
      var now = store.lastChange();
      feed = catching.open(now);
      recent = new Recent(now, now, List.of(), "");
      expired = store.expired();
      look();
    }
  }

  /** Ends a stream whose reader has gone. More than once does no harm. */
  void close(LocationStream stream) {
    run(
        () -> {
          open.remove(stream);
          stream.close();
          if (open.isEmpty()) {
            rest();
          }
        });
  }

  private void rest() {
    if (feed != null) {
      feed.close();
      feed = null;
      recent = new Recent(0, 0, List.of(), "");
    }
    if (nextLook != null) {
      nextLook.cancel(false);
      nextLook = null;
    }
  }

  /** Looks what has changed, and lets all streams tell of it whose readers wait. */
  private void look() {
    var changes = feed;
    if (changes == null) {
      return;
    }
    var start = changes.position();
    var read = changes.next(MAX_RECENT);
    var pause = read.size() == MAX_RECENT ? 0 : properties.interval().toNanos();
    nextLook = thread.schedule(() -> guarded(this::look), pause, TimeUnit.NANOSECONDS);
    recent = new Recent(start, changes.position(), read, store.epoch());
    var expiredNow = store.expired();
    var silentSince = System.nanoTime() - properties.heartbeat().toNanos();
    for (var stream : List.copyOf(open)) {
      if (expiredNow != expired) {
        stream.expired();
      }
      guarded(
          () -> {
            stream.serve();
            stream.beat(silentSince);
          });
    }
    expired = expiredNow;
  }

  /** Does something on the streams' thread. */
  void run(Runnable work) {
    try {
      thread.execute(() -> guarded(work));
    } catch (RejectedExecutionException e) {
      LOG.debug("After the end", e);
    }
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("A stream has failed", e);
    }
  }

  Recent recent() {
    return recent;
  }

  Catching catching() {
    return catching;
  }

  String epoch() {
    return store.epoch();
  }

  StreamId id(long number) {
    return new StreamId(store.epoch(), number);
  }

  void told(long events, int size) {
    told.add(events);
    bytes.add(size);
  }

  /** A stream has to read by itself; counted unless it is because it has just begun. */
  void fellBehind(boolean hadCaughtUp) {
    if (hadCaughtUp) {
      behind.increment();
    }
  }

  void tooManyInside() {
    tooManyInside.increment();
    if (tooManyInside.sum() == 1) {
      LOG.warn(
          "A stream was ended: all together would remember more than %d clients inside their areas, herd.web.stream.max-inside. Meters count these streams."
              .formatted(properties.maxInside()));
    }
  }

  @Override
  public void end() {
    run(
        () -> {
          ending = true;
          new ArrayList<>(open).forEach(stream -> stream.end("stopping"));
        });
  }

  @Override
  public void destroy() {
    thread.shutdownNow();
  }

  /** How many clients all streams remember as inside their areas. */
  public int inside() {
    return memory.used();
  }

  /** How many events have been told, without those that are about the stream. */
  public long told() {
    return told.sum();
  }

  /** How many bytes that was. */
  public long bytes() {
    return bytes.sum();
  }

  /** How many times a stream that had caught up was too slow, and had to read by itself. */
  public long behind() {
    return behind.sum();
  }

  /** How many streams were ended because there were too many clients inside. */
  public long endedInside() {
    return tooManyInside.sum();
  }
}
