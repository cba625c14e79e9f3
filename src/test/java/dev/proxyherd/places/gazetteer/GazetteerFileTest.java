package dev.proxyherd.places.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.testing.FastFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of places is replaced, broken and cut off while members are asked. */
class GazetteerFileTest {
  private static final PlacesQuery QUERY = new PlacesQuery(new Coordinates(0, 0), 50_000, 20);

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private Path file;
  private BackgroundGazetteer gazetteer;
  private GazetteerPlaces places;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("places");
    write(100, "Old");
    gazetteer = Gazetteers.of(GazetteerSource.of(file, List.of()));
    gazetteer.start();
    places = new GazetteerPlaces(gazetteer, Rank.DISTANCE);
    assertThat(ask()).contains("Old");
  }

  @AfterEach
  void stop() throws Exception {
    gazetteer.stop();
  }

  @Test
  void anotherFileTakesOver() throws Exception {
    assertThat(gazetteer.file()).contains(file);
    write(200, "New");

    await().until(() -> gazetteer.size() == 200);
    assertThat(ask()).contains("New").doesNotContain("Old");
    assertThat(gazetteer.refused()).isZero();
    assertThat(gazetteer.trouble()).isEmpty();
    assertThat(gazetteer.since()).isPresent();
  }

  @Test
  void aBadFileIsRefusedOnceAndTheOldOneStays() throws Exception {
    replace(Files.write(folder.resolve("bad"), new byte[] {1, 2, 3}));
    await().until(() -> gazetteer.refused() == 1);
    assertThat(gazetteer.trouble()).hasValueSatisfying(why -> assertThat(why).contains("is not a"));
    assertThat(ask()).contains("Old");

    Files.delete(file);
    await().until(() -> gazetteer.refused() == 2);
    assertThat(gazetteer.trouble())
        .hasValueSatisfying(why -> assertThat(why).contains("not there"));
    assertThat(ask()).contains("Old");

    write(50, "New");
    await().until(() -> gazetteer.size() == 50);
    assertThat(gazetteer.trouble()).isEmpty();
    // Many looks later: it is not tried again and again.
    assertThat(gazetteer.refused()).isEqualTo(2);
  }

  @Test
  void aMemberWithoutAGoodFileTakesTheFirstOneThatComes() throws Exception {
    var late = folder.resolve("late");
    var other = Gazetteers.of(GazetteerSource.of(late, List.of()));
    other.start();
    await().until(() -> other.state() == Gazetteer.State.FAILED);
    assertThat(new GazetteerPlaces(other, Rank.DISTANCE).near(QUERY).status())
        .isEqualTo("UNKNOWN_ERROR");

    Files.copy(file, late);
    await().until(() -> other.state() == Gazetteer.State.LOADED);
    assertThat(new GazetteerPlaces(other, Rank.DISTANCE).near(QUERY).status()).isEqualTo("OK");
    other.stop();
  }

  @Test
  void whoAsksDoesNotNoticeThatFilesAreReplaced() throws Exception {
    var done = new AtomicBoolean();
    var asked = new AtomicInteger();
    var bad = new AtomicInteger();
    var asking =
        IntStream.range(0, 2)
            .mapToObj(
                _ ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (!done.get()) {
                            asked.incrementAndGet();
                            bad.addAndGet(places.near(QUERY).status().equals("OK") ? 0 : 1);
                          }
                        },
                        task -> Thread.ofPlatform().start(task)))
            .toList();
    for (var size = 101; size < 120; size++) {
      write(size, "New");
      var expected = size;
      await().until(() -> gazetteer.size() == expected);
    }
    done.set(true);
    for (var one : asking) {
      one.join();
    }
    assertThat(asked).hasPositiveValue();
    assertThat(bad).hasValue(0);
  }

  /** It is nothing that our writer would do. */
  @Test
  void aFileThatIsCutOffWhileInUseEndsNobody() throws Exception {
    write(20_000, "Large");
    await().until(() -> gazetteer.size() == 20_000);
    for (var round = 0; round < 20_000; round++) {
      ask();
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(4_096);
    }
    for (var round = 0; round < 20_000; round++) {
      assertThat(ask()).contains("UNKNOWN_ERROR", "by renaming it");
    }
    await().until(() -> gazetteer.refused() == 1);

    write(10, "New");
    await().until(() -> gazetteer.size() == 10);
    assertThat(ask()).contains("New");
  }

  @Test
  void afterTheStopThereIsAnAnswerToo() throws Exception {
    gazetteer.stop();
    assertThat(ask()).contains("UNKNOWN_ERROR", "stopping");
  }

  private String ask() {
    return places.near(QUERY).json();
  }

  private void write(int count, String name) throws IOException {
    PlaceIndexes.write(
        file,
        IntStream.range(0, count)
            .mapToObj(
                place ->
                    new ImportedPlace(
                        "", name, place % 100 / 1e4, (place - place % 100) / 1e6, List.of(), "", 0))
            .toList());
  }

  private void replace(Path by) throws IOException {
    Files.move(by, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
