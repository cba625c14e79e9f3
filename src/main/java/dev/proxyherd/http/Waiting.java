package dev.proxyherd.http;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Has what waits done on virtual threads, one each, so that event loops never do. */
public final class Waiting {
  private static final Scheduler VIRTUAL_THREADS =
      Schedulers.fromExecutorService(
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("web-", 0).factory()),
          "web-waiting");

  private Waiting() {}

  /** What a call returns, or throws; it may wait. */
  public static <T> Mono<T> on(Callable<? extends T> call) {
    return Mono.<T>fromCallable(call).subscribeOn(VIRTUAL_THREADS);
  }
}
