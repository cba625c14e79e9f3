package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Which feeds stay open for the next page. */
class ChangePagesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RecordStore store = new RecordStore(InstantSource.system(), new MemoryJournal());
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final ChangePages pages = new ChangePages(store, time, PATIENCE);

  @Test
  void keepsAFeedWhileThereIsMoreToRead() {
    fill(5);
    var first = pages.after(0, 2);
    assertThat(first.changes()).hasSize(2);
    assertThat(pages.open()).isEqualTo(1);
    var second = pages.after(first.position(), 2);
    assertThat(pages.open()).isEqualTo(1);
    var last = pages.after(second.position(), 2);
    assertThat(last.changes()).hasSize(1);
    assertThat(last.position()).isEqualTo(store.lastChange());
    assertThat(pages.open()).isZero();
    assertThat(pages.after(last.position(), 2).changes()).isEmpty();
    assertThat(pages.open()).isZero();
  }

  @Test
  void givesAPageAgainToWhoAsksAgain() {
    fill(5);
    var first = pages.after(0, 2);
    assertThat(pages.after(0, 2)).isEqualTo(first);
    assertThat(pages.open()).as("two readers at one place").isEqualTo(1);
    assertThat(pages.after(first.position(), 9).changes()).hasSize(3);
  }

  @Test
  void closesTheFeedOfAReaderThatDoesNotComeBack() {
    fill(5);
    var first = pages.after(0, 2);
    time.advanceTimeBy(PATIENCE);
    assertThat(pages.open()).isZero();
    assertThat(pages.after(first.position(), 9).changes()).as("late").hasSize(3);
  }

  @Test
  void keepsNoMoreThanAFew() {
    fill(20);
    for (var max = 1; max < 15; max++) {
      pages.after(0, max);
    }
    assertThat(pages.open()).isEqualTo(4);
  }

  private void fill(int clients) {
    for (var i = 0; i < clients; i++) {
      store.offer(
          new ClientLocation(
              ByteString.of("Goloman"),
              ByteString.of("+0.000000001"),
              ByteString.of("client-" + i),
              ByteString.of("+1+1"),
              ByteString.of("1")));
    }
  }
}
