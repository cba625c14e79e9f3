package dev.proxyherd.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Replies that say no, counted, and the text of the first. */
final class Refusals {
  private final AtomicLong count = new AtomicLong();
  private final AtomicReference<@Nullable String> first = new AtomicReference<>();

  void add(String text) {
    count.incrementAndGet();
    first.compareAndSet(null, text);
  }

  long count() {
    return count.get();
  }

  @Nullable String first() {
    return first.get();
  }
}
