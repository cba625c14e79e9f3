package dev.proxyherd.places.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.PlacesQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Loading in the background: who comes early waits, and nobody waits for ever. */
class BackgroundGazetteerTest {
  private static final PlacesQuery QUERY = new PlacesQuery(new Coordinates(0, 0), 50_000, 20);

  @Test
  void aLookUpWaitsForTheLoader() throws Exception {
    var mayLoad = new CountDownLatch(1);
    var gazetteer =
        gazetteer(
            Duration.ofMinutes(1),
            () -> {
              awaitQuietly(mayLoad);
              return onePlace();
            });
    assertThat(gazetteer.state()).isEqualTo(Gazetteer.State.UNUSED);
    gazetteer.start();
    assertThat(gazetteer.state()).isEqualTo(Gazetteer.State.LOADING);
    assertThat(gazetteer.size()).isZero();

    var answer =
        CompletableFuture.supplyAsync(
            () -> new GazetteerPlaces(gazetteer, Rank.DISTANCE).near(QUERY));
    mayLoad.countDown();

    assertThat(answer.get().json()).contains("Null Island", "\"vicinity\": \"France\"");
    assertThat(gazetteer.state()).isEqualTo(Gazetteer.State.LOADED);
    assertThat(gazetteer.size()).isEqualTo(1);
  }

  @Test
  void aFailedLoadIsAnAnswer() {
    var gazetteer =
        gazetteer(
            Duration.ofMinutes(1),
            () -> {
              throw new IOException("damaged");
            });
    assertFailure(gazetteer, "could not be loaded");
    assertThat(gazetteer.state()).isEqualTo(Gazetteer.State.FAILED);
  }

  @Test
  void evenAnErrorIsAnAnswer() {
    var gazetteer =
        gazetteer(
            Duration.ofMinutes(1),
            () -> {
              throw new OutOfMemoryError("pretended");
            });
    assertFailure(gazetteer, "could not be loaded");
    assertThat(gazetteer.state()).isEqualTo(Gazetteer.State.FAILED);
    assertThat(gazetteer.size()).isZero();
  }

  @Test
  void patienceEnds() {
    var never = new CountDownLatch(1);
    var gazetteer =
        gazetteer(
            Duration.ofMillis(1),
            () -> {
              awaitQuietly(never);
              return onePlace();
            });
    assertFailure(gazetteer, "still being loaded");
    never.countDown();
  }

  @Test
  void anInterruptedLookUpIsAnAnswerToo() {
    var never = new CountDownLatch(1);
    var gazetteer =
        gazetteer(
            Duration.ofMinutes(1),
            () -> {
              awaitQuietly(never);
              return onePlace();
            });
    Thread.currentThread().interrupt();
    assertFailure(gazetteer, "stopping");
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
  }

  private static void assertFailure(BackgroundGazetteer gazetteer, String message) {
    gazetteer.start();
    var answer = new GazetteerPlaces(gazetteer, Rank.DISTANCE).near(QUERY);
    assertThat(answer.status()).isEqualTo("UNKNOWN_ERROR");
    assertThat(answer.json()).contains(message, "\"results\": []", "\"UNKNOWN_ERROR\"");
  }

  private static BackgroundGazetteer gazetteer(Duration patience, Gazetteers.Loader loader) {
    return Gazetteers.of(Gazetteers.source(loader), patience);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static PlaceIndex onePlace() throws IOException {
    return PlaceIndex.inMemory(
        encoder -> encoder.add(new ImportedPlace("", "Null Island", 0, 0, List.of(), "France", 0)),
        List.of(),
        List.of());
  }
}
