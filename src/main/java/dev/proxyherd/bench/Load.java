package dev.proxyherd.bench;

import dev.proxyherd.bench.LoadResult.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * Load on servers, and what comes of it. Made with its connections open and its clients introduced,
 * it is measured for a time, or from {@link #begin} to {@link #finish} beside something else.
 */
public final class Load implements AutoCloseable {
  private static final long PROGRESS_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final Settings settings;
  private final List<Target> targets;
  private final List<Watched> watched;
  private final Refusals refusals;
  private final Progress progress;
  private final Window window = new Window();
  private final List<Generator> generators = new ArrayList<>();
  private final ExecutorService threads;
  private final List<CompletableFuture<Void>> running = new ArrayList<>();

  /** Completes only when a generator fails. */
  private final CompletableFuture<Void> failure = new CompletableFuture<>();

  private Snapshot opened;

  private Load(
      Settings settings,
      List<Target> targets,
      Workload workload,
      Refusals refusals,
      List<Watched> watched,
      Progress progress)
      throws IOException {
    this.settings = settings;
    this.targets = targets;
    this.watched = watched;
    this.refusals = refusals;
    this.progress = progress;
    for (var i = 0; i < settings.threads(); i++) {
      generators.add(new Generator(settings, targets, workload, i, window));
    }
    threads =
        Executors.newFixedThreadPool(
            settings.threads(), Thread.ofPlatform().name("bench-", 1).daemon().factory());
    opened = snapshot();
  }

  /**
   * Load of IAMAT and WHATSAT on members.
   *
   * @throws BenchFailure when a server cannot be reached, or answers wrongly
   */
  public static Load onMembers(
      Settings settings, List<Target> members, List<Watched> watched, Progress progress) {
    var refusals = new Refusals();
    var workload = new HerdWorkload(settings.whatsAtPercent(), refusals);
    return connect(settings, members, workload, refusals, watched, progress);
  }

  /** The same number of clients, updating as often, as GEOADD on a Redis. */
  public static Load onRedis(
      Settings settings, Target redis, List<Watched> watched, Progress progress) {
    var refusals = new Refusals();
    var workload = new RedisWorkload(refusals);
    return connect(settings, List.of(redis), workload, refusals, watched, progress);
  }

  private static Load connect(
      Settings settings,
      List<Target> targets,
      Workload workload,
      Refusals refusals,
      List<Watched> watched,
      Progress progress) {
    try {
      var load = new Load(settings, targets, workload, refusals, watched, progress);
      try {
        progress.show("opening %,d connections".formatted(settings.connections()));
        load.run(Generator::connect);
        progress.show("introducing %,d clients".formatted(settings.clients()));
        load.run(Generator::introduce);
        return load;
      } catch (BenchFailure e) {
        load.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BenchFailure("cannot make connections: " + e.getMessage());
    }
  }

  @FunctionalInterface
  private interface Work {
    void of(Generator generator) throws IOException;
  }

  /** Has all generators do a part of their work, and waits for its end. */
  private void run(Work work) {
    start(work);
    awaitEnd();
  }

  private void start(Work work) {
    running.clear();
    for (var generator : generators) {
      running.add(CompletableFuture.runAsync(() -> attempt(work, generator), threads));
    }
  }

  private void attempt(Work work, Generator generator) {
    try {
      work.of(generator);
    } catch (IOException | RuntimeException e) {
      failure.completeExceptionally(
          e instanceof BenchFailure ? e : new BenchFailure("the load has failed: " + e));
      generators.forEach(Generator::stop);
    }
  }

  private void awaitEnd() {
    running.forEach(CompletableFuture::join);
    if (failure.isCompletedExceptionally()) {
      await(0);
    }
  }

  /** Has it warm up, and measures it for its time. */
  public LoadResult measure() {
    begin();
    pass(settings.time(), "measuring");
    return finish();
  }

  /** Lets the load go, has it warm up, and measures from then on. */
  public void begin() {
    start(Generator::generate);
    pass(settings.warmUp(), "warming up");
    opened = snapshot();
    window.open(System.nanoTime());
  }

  /** Lets time pass, or fails as soon as the load does. */
  private void pass(Duration time, String what) {
    var start = System.nanoTime();
    var end = start + time.toNanos();
    var answered = answered();
    var last = start;
    for (var now = start; now < end; now = System.nanoTime()) {
      await(Math.min(end - now, PROGRESS_EVERY));
      var total = answered();
      now = System.nanoTime();
      progress.show(
          "%s: %d of %d s, %,.0f/s"
              .formatted(
                  what,
                  TimeUnit.NANOSECONDS.toSeconds(now - start),
                  time.toSeconds(),
                  (total - answered) / seconds(now - last)));
      answered = total;
      last = now;
    }
  }

  private void await(long nanos) {
    try {
      failure.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // Nothing has failed: this is how the wait is to end.
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BenchFailure known
          ? known
          : new BenchFailure("" + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted");
    }
  }

  /** Measures no further, ends the load, and says what it was. */
  public LoadResult finish() {
    window.close(System.nanoTime());
    var closed = snapshot();
    awaitEnd();
    return result(opened, closed);
  }

  private LoadResult result(Snapshot before, Snapshot after) {
    var seconds = seconds(after.nanos() - before.nanos());
    var servers = new ArrayList<Traffic>();
    var all = Tally.newHistogram();
    for (var i = 0; i < targets.size(); i++) {
      var target = targets.get(i);
      var latency = Tally.newHistogram();
      generators.forEach(generator -> latency.add(generator.tally(target).latency()));
      all.add(latency);
      var answered = after.answered().get(i) - before.answered().get(i);
      servers.add(traffic(target.name(), answered, seconds, latency));
    }
    var answered = after.totalAnswered() - before.totalAnswered();
    var costs = new ArrayList<LoadResult.Cost>();
    for (var i = 0; i < watched.size(); i++) {
      costs.add(
          Snapshot.cost(
              watched.get(i).name(), before.usages().get(i), after.usages().get(i), answered));
    }
    return new LoadResult(
        traffic("all", answered, seconds, all),
        servers,
        costs,
        Snapshot.cost("bench", before.self(), after.self(), answered),
        refusals.count(),
        refusals.first(),
        generators.stream().mapToLong(Generator::unsent).sum());
  }

  private static Traffic traffic(String name, long answered, double seconds, Histogram latency) {
    return new Traffic(name, answered, answered / seconds, Latency.of(latency));
  }

  private Snapshot snapshot() {
    var usages = watched.stream().map(process -> process.meter().read()).toList();
    return new Snapshot(
        System.nanoTime(),
        targets.stream().map(this::answered).toList(),
        usages,
        LocalProcess.self().read());
  }

  private long answered() {
    return targets.stream().mapToLong(this::answered).sum();
  }

  private long answered(Target target) {
    return generators.stream().mapToLong(generator -> generator.tally(target).answered()).sum();
  }

  private static double seconds(long nanos) {
    return (double) nanos / TimeUnit.SECONDS.toNanos(1);
  }

  /** Ends the load at once. */
  @Override
  public void close() {
    generators.forEach(Generator::stop);
    running.forEach(CompletableFuture::join);
    threads.shutdown();
    for (var generator : generators) {
      try {
        generator.close();
      } catch (IOException e) {
        // Nothing is waited for any more.
      }
    }
  }
}
