package dev.proxyherd.ops;

import dev.proxyherd.location.Change;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.Timestamps;
import dev.proxyherd.ops.ChangePages.Page;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * {@code GET /actuator/changes?since=NUMBER&max=COUNT&wait=MILLISECONDS}: what changed at this
 * member, for who follows it by asking again and again.
 *
 * <p>While a request waits, it holds no thread: the store is looked at every few milliseconds. So
 * nothing has to be told of changes, and none costs more where nobody asks.
 */
@Endpoint(id = "changes")
final class ChangesEndpoint {
  private static final Log LOG = LogFactory.getLog(ChangesEndpoint.class);

  static final int DEFAULT_MAX = 100;
  static final int MAX_MAX = 500;
  static final long MAX_WAIT_MILLIS = 10_000;
  static final int MAX_READERS = 16;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final String self;
  private final LocationStore store;
  private final ChangePages pages;
  private final Semaphore readers = new Semaphore(MAX_READERS);
  private final AtomicBoolean limitSaid = new AtomicBoolean();

  ChangesEndpoint(String self, LocationStore store) {
    this.self = self;
    this.store = store;
    pages = new ChangePages(store, Schedulers.parallel(), KEPT);
  }

  /**
   * Some changes.
   *
   * @param member whose changes they are
   * @param position what to ask for next time as {@code since}
   * @param changes in the order of their numbers; a client that changed twice is there once
   */
  record Answer(String member, long position, List<Entry> changes) {}

  /**
   * The newest record of a client, as in an AT line.
   *
   * @param location as the client wrote it; {@code -} when the client was forgotten
   * @param time the client's, in POSIX seconds, as the client wrote it
   * @param server the member that took the client's command
   * @param difference the server's clock minus the time when it took it, in seconds
   * @param number this member's change number: its clock in microseconds since 1970, as a rule
   * @param delayMicros how long after the server took it the record came to be held here, as far as
   *     the two members' clocks agree
   */
  record Entry(
      String client,
      String location,
      String time,
      String server,
      String difference,
      long number,
      long delayMicros,
      boolean forgotten) {
    static Entry of(Change change) {
      var record = change.location();
      var takenNanos = record.timeNanos() + Timestamps.parseDifference(record.difference());
      return new Entry(
          record.client().toString(),
          record.location().toString(),
          record.time().toString(),
          record.server().toString(),
          record.difference().toString(),
          change.number(),
          change.number() - TimeUnit.NANOSECONDS.toMicros(takenNanos),
          record.isForgotten());
    }
  }

  /** Why there is no answer. */
  record Refusal(String error) {}

  /**
   * The changes behind a number.
   *
   * @param since a change number; without it, the last there is: nothing that has been
   * @param max how many at most
   * @param wait how long to wait for the first, in milliseconds; without it, not at all
   */
  @ReadOperation
  Mono<WebEndpointResponse<Object>> changes(
      @Nullable Long since, @Nullable Integer max, @Nullable Long wait) {
    long from = since == null ? store.lastChange() : since;
    int count = max == null ? DEFAULT_MAX : max;
    long millis = wait == null ? 0 : wait;
    if (from < 0 || count < 1 || count > MAX_MAX || millis < 0 || millis > MAX_WAIT_MILLIS) {
      return refuse(
          WebEndpointResponse.STATUS_BAD_REQUEST,
          "since: 0 or more; max: 1 to %d; wait: 0 to %d".formatted(MAX_MAX, MAX_WAIT_MILLIS));
    }
    if (!readers.tryAcquire()) {
      if (!limitSaid.getAndSet(true)) {
        LOG.warn("More than %d readers of changes: the others are refused".formatted(MAX_READERS));
      }
      return refuse(
          TOO_MANY_REQUESTS, "%d readers are waiting, which is the limit".formatted(MAX_READERS));
    }
    return page(from, count, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis))
        .map(this::answer)
        .doFinally(_ -> readers.release());
  }

  private Mono<Page> page(long from, int count, long deadline) {
    return Mono.fromSupplier(() -> pages.after(from, count))
        .subscribeOn(Schedulers.boundedElastic())
        .filter(page -> page.position() > from)
        .repeatWhenEmpty(
            tries -> tries.takeWhile(_ -> System.nanoTime() < deadline).delayElements(LOOK_EVERY))
        .defaultIfEmpty(new Page(from, List.of()));
  }

  private WebEndpointResponse<Object> answer(Page page) {
    var changes = page.changes().stream().map(Entry::of).toList();
    return new WebEndpointResponse<>(new Answer(self, page.position(), changes));
  }

  private static Mono<WebEndpointResponse<Object>> refuse(int status, String reason) {
    return Mono.just(new WebEndpointResponse<>(new Refusal(reason), status));
  }
}
