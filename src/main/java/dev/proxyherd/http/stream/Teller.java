package dev.proxyherd.http.stream;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.LocationStore;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stream's events of changes: what is asked for, and in an area who comes, stays and goes.
 * Remembers the clients inside, if that is asked for, and nothing else.
 */
final class Teller {
  private final StreamRequest request;
  private final Memory memory;
  private final @Nullable Set<ByteString> inside;

  /** What changed up to there is only remembered. */
  private final long quietUntil;

  /** Who is forgotten by a change up to there need not be told of: nobody has told of it. */
  private final long forgottenBefore;

  /** How many clients all streams remember, and may. */
  static final class Memory {
    private final int max;
    private final AtomicInteger used = new AtomicInteger();

    Memory(int max) {
      this.max = max;
    }

    int used() {
      return used.get();
    }

    private boolean take() {
      if (used.incrementAndGet() > max) {
        used.decrementAndGet();
        return false;
      }
      return true;
    }

    private void giveBack(int places) {
      used.addAndGet(-places);
    }
  }

  /** There are more clients inside than can be remembered. */
  static final class TooManyInsideException extends RuntimeException {
    TooManyInsideException() {
      super("too many inside", null, false, false);
    }
  }

  Teller(StreamRequest request, Memory memory, long quietUntil, long forgottenBefore) {
    this.request = request;
    this.memory = memory;
    this.quietUntil = quietUntil;
    this.forgottenBefore = forgottenBefore;
    inside = request.remembers() ? new HashSet<>() : null;
  }

  /**
   * Tells of a change, if there is anything to tell.
   *
   * @throws TooManyInsideException when it cannot be remembered that the client is inside
   */
  void tell(Told told, Consumer<byte[]> sink) {
    if (!request.clients().test(told.client())) {
      return;
    }
    var area = request.area();
    if (area == null) {
      tellAnywhere(told, sink);
    } else if (inside == null) {
      if (told.isIn(area)) {
        tell(AreaEvent.INSIDE, told, sink);
      }
    } else if (!told.isIn(area)) {
      if (inside.remove(told.client())) {
        memory.giveBack(1);
        exit(told, sink);
      }
    } else if (inside.contains(told.client())) {
      tell(AreaEvent.INSIDE, told, sink);
    } else {
      if (!memory.take()) {
        throw new TooManyInsideException();
      }
      inside.add(told.client());
      tell(AreaEvent.ENTER, told, sink);
    }
  }

  private void tellAnywhere(Told told, Consumer<byte[]> sink) {
    if (!told.isForgotten() || told.number() > forgottenBefore) {
      sink.accept(told.event());
    }
  }

  private void tell(AreaEvent event, Told told, Consumer<byte[]> sink) {
    if (request.events().contains(event) && told.number() > quietUntil) {
      sink.accept(Events.event(event.label(), told.id(), told.record()));
    }
  }

  private void exit(Told told, Consumer<byte[]> sink) {
    if (request.events().contains(AreaEvent.EXIT) && told.number() > quietUntil) {
      sink.accept(
          told.isForgotten()
              ? Events.exit(told.id(), told.client(), "forgotten", null)
              : Events.exit(told.id(), told.client(), "moved", told.view()));
    }
  }

  /** Whether records that expire have to be looked for. */
  boolean remembersAny() {
    return inside != null && !inside.isEmpty();
  }

  /**
   * Tells of some clients that the store does not have any more.
   *
   * @return whether that was all
   */
  boolean tellExpired(LocationStore store, int max, Consumer<byte[]> sink) {
    if (inside == null) {
      return true;
    }
    var gone = 0;
    for (var clients = inside.iterator(); clients.hasNext(); ) {
      var client = clients.next();
      if (store.find(client).isEmpty()) {
        if (gone == max) {
          return false;
        }
        clients.remove();
        memory.giveBack(1);
        gone++;
        if (request.events().contains(AreaEvent.EXIT)) {
          sink.accept(Events.exit(null, client, "expired", null));
        }
      }
    }
    return true;
  }

  /** Remembers nobody any more. */
  void forget() {
    if (inside != null) {
      memory.giveBack(inside.size());
      inside.clear();
    }
  }
}
