package dev.proxyherd.places.gazetteer;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the gazetteer while the member starts, so that the start does not wait for it.
 *
 * <p>On a platform thread: loading is half a second of computing, and a virtual thread that
 * computes keeps its carrier, of which a small machine has two, from everybody else.
 */
final class BackgroundGazetteer implements Gazetteer {
  private static final Logger log = LoggerFactory.getLogger(BackgroundGazetteer.class);

  private final Callable<PlaceIndex> loader;
  private final Duration patience;
  private final AtomicBoolean started = new AtomicBoolean();
  private final CompletableFuture<PlaceIndex> index = new CompletableFuture<>();

  /**
   * @param loader reads the places
   * @param patience how long a look-up waits for the loader
   */
  BackgroundGazetteer(Callable<PlaceIndex> loader, Duration patience) {
    this.loader = loader;
    this.patience = patience;
  }

  /** Starts loading; the second call and later ones do nothing. */
  void start() {
    if (started.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("gazetteer").start(this::load);
    }
  }

  private void load() {
    var begin = System.nanoTime();
    try {
      var loaded = loader.call();
      index.complete(loaded);
      log.info(
          "Gazetteer: {} places, loaded in {} ms",
          loaded.table().size(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    } catch (Exception | Error failure) {
      // Whatever it was, those who wait must hear of it: an uncaught error would leave them
      // hanging.
      index.completeExceptionally(failure);
      log.error("{} ({})", UnavailableException.FAILED, failure.toString());
    }
  }

  /** Waits for the places while they are being loaded. */
  PlaceIndex await() throws UnavailableException {
    try {
      return index.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw new UnavailableException(UnavailableException.FAILED);
    } catch (TimeoutException tooEarly) {
      throw new UnavailableException("The gazetteer is still being loaded. Ask again.");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("The member is stopping. Ask another one.");
    }
  }

  @Override
  public State state() {
    if (!started.get()) {
      return State.UNUSED;
    }
    return switch (index.state()) {
      case RUNNING -> State.LOADING;
      case SUCCESS -> State.LOADED;
      case FAILED, CANCELLED -> State.FAILED;
    };
  }

  @Override
  public int size() {
    return state() == State.LOADED ? index.join().table().size() : 0;
  }

  /** There is nobody to ask; the message says why and what to do. */
  static final class UnavailableException extends Exception {
    private static final String FAILED =
        "The built-in gazetteer could not be loaded. The member's log says why; the jar may be"
            + " damaged, or the heap too small. Repair and restart, or set"
            + " herd.places.google.key.";

    /** For whoever asked: why, and what to do. */
    final String advice;

    UnavailableException(String advice) {
      super(advice);
      this.advice = advice;
    }
  }
}
