package dev.proxyherd.places.gazetteer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the gazetteer while the member starts, so that the start does not wait for it; and again
 * whenever its file has become another one. A file that cannot be used changes nothing.
 *
 * <p>On a platform thread: loading is half a second of computing, and a virtual thread that
 * computes keeps its carrier, of which a small machine has two, from everybody else.
 */
final class BackgroundGazetteer implements Gazetteer {
  private static final Logger log = LoggerFactory.getLogger(BackgroundGazetteer.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final GazetteerSource source;
  private final Times times;
  private final InstantSource clock;
  private final Thread thread = Thread.ofPlatform().daemon().name("gazetteer").unstarted(this::run);
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch firstTry = new CountDownLatch(1);
  private final AtomicLong refused = new AtomicLong();
  private final AtomicBoolean faulty = new AtomicBoolean();
  private volatile boolean stopping;
  private volatile @Nullable PlaceIndex current;
  private volatile @Nullable Instant since;
  private volatile @Nullable String trouble;

  // What only the thread knows.
  private @Nullable Object seen;
  private @Nullable Object tried;
  private @Nullable PlaceIndex replaced;

  /**
   * How long things take.
   *
   * @param patience how long a look-up waits for places that are being loaded
   * @param look how often it is looked whether there is another file
   */
  record Times(Duration patience, Duration look) {}

  BackgroundGazetteer(GazetteerSource source, Times times, InstantSource clock) {
    this.source = source;
    this.times = times;
    this.clock = clock;
  }

  /** Starts loading; the second call and later ones do nothing. */
  void start() {
    if (started.compareAndSet(false, true)) {
      thread.start();
    }
  }

  private void run() {
    seen = source.version();
    load(seen);
    firstTry.countDown();
    while (!stopping && source.file().isPresent()) {
      LockSupport.parkNanos(times.look.toNanos());
      look();
    }
  }

  /** A file that is still being written to is not opened, and not refused either. */
  private void look() {
    // Nobody who asked the places before the last look will still be at it. Who is, asks again.
    close(replaced);
    replaced = null;
    var now = source.version();
    if (!now.equals(tried) && now.equals(seen)) {
      load(now);
    }
    seen = now;
  }

  private void load(Object version) {
    tried = version;
    var begin = System.nanoTime();
    try {
      var loaded = source.load();
      replaced = current;
      current = loaded;
      since = clock.instant();
      trouble = null;
      faulty.set(false);
      log.info(
          "Gazetteer: {} places{}, loaded in {} ms",
          loaded.size(),
          source.file().map(file -> " of " + file).orElse(""),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    } catch (Exception | Error failure) {
      // Whatever it was, those who wait must hear of it: an uncaught error would leave them
      // hanging.
      refuse(failure);
    }
  }

  private void refuse(Throwable failure) {
    var reason = failure instanceof IOException ? failure.getMessage() : failure.toString();
    trouble = reason;
    refused.incrementAndGet();
    if (current == null) {
      log.error("{} ({})", UnavailableException.FAILED, reason);
    } else {
      log.warn("Gazetteer: the places of {} stay in use: {}", since, reason);
    }
  }

  /** The places; waits for them while they are being loaded for the first time. */
  PlaceIndex await() throws UnavailableException {
    var now = current;
    return now != null ? now : awaitFirst();
  }

  private PlaceIndex awaitFirst() throws UnavailableException {
    try {
      if (!firstTry.await(times.patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new UnavailableException("The gazetteer is still being loaded. Ask again.");
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(UnavailableException.STOPPING);
    }
    var loaded = current;
    if (loaded == null) {
      throw new UnavailableException(
          stopping ? UnavailableException.STOPPING : UnavailableException.FAILED);
    }
    return loaded;
  }

  /**
   * Takes note that the places cannot be read any more: somebody has cut their file off, or the
   * disk is broken. They stay in use, since most of them may be readable.
   *
   * @return for whoever asked: why, and what to do
   */
  String report(Throwable fault) {
    trouble = UnavailableException.FAULT;
    if (faulty.compareAndSet(false, true)) {
      log.error("{} ({})", UnavailableException.FAULT, fault.toString());
    }
    return UnavailableException.FAULT;
  }

  @Override
  public State state() {
    if (current != null) {
      return State.LOADED;
    }
    if (!started.get()) {
      return State.UNUSED;
    }
    return firstTry.getCount() > 0 ? State.LOADING : State.FAILED;
  }

  @Override
  public int size() {
    var now = current;
    return now == null ? 0 : now.size();
  }

  @Override
  public Optional<Path> file() {
    return source.file();
  }

  @Override
  public Optional<Instant> since() {
    return Optional.ofNullable(since);
  }

  @Override
  public long refused() {
    return refused.get();
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Lets go of the file. */
  void stop() throws InterruptedException {
    stopping = true;
    LockSupport.unpark(thread);
    if (started.get() && thread.join(STOP_PATIENCE)) {
      var last = current;
      current = null;
      close(last);
      close(replaced);
    }
  }

  private static void close(@Nullable PlaceIndex index) {
    if (index != null) {
      index.close();
    }
  }

  /** There is nobody to ask; the message says why and what to do. */
  static final class UnavailableException extends Exception {
    private static final String FAILED =
        "The gazetteer could not be loaded. The member's log says why; the file of places or the"
            + " jar may be damaged, or the heap too small. Put another file in its place, repair"
            + " and restart, or set herd.places.google.key.";

    private static final String FAULT =
        "The gazetteer's file cannot be read any more: it was cut off or overwritten, or its disk"
            + " is broken. Put a whole one in its place, by renaming it.";

    private static final String STOPPING = "The member is stopping. Ask another one.";

    /** For whoever asked: why, and what to do. */
    final String advice;

    UnavailableException(String advice) {
      super(advice);
      this.advice = advice;
    }
  }
}
