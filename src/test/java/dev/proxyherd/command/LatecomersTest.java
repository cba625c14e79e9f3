package dev.proxyherd.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class LatecomersTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final LocationStore store = new RecordStore(InstantSource.system(), new MemoryJournal());
  private final Latecomers latecomers = new Latecomers(store);

  @Test
  void findsAClientThatComesWhileItWaits() throws Exception {
    var found = new FutureTask<>(() -> latecomers.find(ByteString.of("kiwi"), LONG));
    var waiter = Thread.ofPlatform().start(found);
    await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
    store.offer(kiwi());
    assertThat(found.get()).contains(kiwi());
  }

  @Test
  void givesUpOnAClientThatDoesNotCome() {
    assertThat(latecomers.find(ByteString.of("kiwi"), Duration.ofMillis(5))).isEmpty();
  }

  @Test
  void doesNotWaitWithoutPatience() {
    assertThat(latecomers.find(ByteString.of("kiwi"), Duration.ZERO)).isEmpty();
    store.offer(kiwi());
    assertThat(latecomers.find(ByteString.of("kiwi"), Duration.ZERO)).contains(kiwi());
  }

  private static ClientLocation kiwi() {
    return new ClientLocation(
        ByteString.of("Goloman"),
        ByteString.of("+0.000000001"),
        ByteString.of("kiwi"),
        ByteString.of("+1+1"),
        ByteString.of("1"));
  }
}
