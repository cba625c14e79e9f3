package dev.proxyherd.ops;

import dev.proxyherd.location.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Measures a journal and changes nothing. */
final class TimedJournal implements Journal {
  private final Journal journal;
  private final Timer writes;
  private final Sampling sampling = new Sampling();

  TimedJournal(Journal journal, MeterRegistry registry) {
    this.journal = journal;
    writes =
        Buckets.timer("herd.store.write")
            .description("Writes to the store, some of them: what a reply waits for")
            .register(registry);
  }

  @Override
  public void write(Entry entry) {
    if (!sampling.next()) {
      journal.write(entry);
      return;
    }
    var begin = System.nanoTime();
    journal.write(entry);
    var end = System.nanoTime();
    writes.record(end - begin, TimeUnit.NANOSECONDS);
    sampling.taken(end);
  }

  @Override
  public void sync() {
    journal.sync();
  }

  @Override
  public void close() {
    journal.close();
  }

  @Override
  public void replay(Reader reader) {
    journal.replay(reader);
  }

  @Override
  public void setHolder(Holder holder) {
    journal.setHolder(holder);
  }

  @Override
  public Optional<String> trouble() {
    return journal.trouble();
  }

  @Override
  public void recover() {
    journal.recover();
  }

  @Override
  public Optional<String> loss() {
    return journal.loss();
  }

  @Override
  public Optional<Path> folder() {
    return journal.folder();
  }

  @Override
  public String epoch() {
    return journal.epoch();
  }
}
