package dev.proxyherd.places.gazetteer;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.protocol.LineWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Twenty places within 10 km of somebody in Los Angeles, from the built-in gazetteer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class PlacesBenchmark {
  private static final int RADIUS_METRES = 10_000;
  private static final int BOUND = 20;
  private static final int REPLY_BYTES = 8 * 1024;

  private final SplittableRandom random = new SplittableRandom(1);
  private final ClientLocation location =
      ClientLocation.parse(
          ByteString.of(
              "Goloman +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997"));
  private PlaceIndex index;
  private Places places;

  @Setup
  public void load() throws Exception {
    var times = new BackgroundGazetteer.Times(Duration.ofMinutes(1), Duration.ofMinutes(1));
    var gazetteer =
        new BackgroundGazetteer(GazetteerSource.builtIn(List.of()), times, InstantSource.system());
    gazetteer.start();
    index = gazetteer.await();
    places = new GazetteerPlaces(gazetteer, Rank.DISTANCE);
  }

  @Benchmark
  public Object find() {
    return index.search(Rank.DISTANCE, somewhere(), RADIUS_METRES, BOUND);
  }

  @Benchmark
  public Object findAndDescribe() {
    return places.near(new PlacesQuery(somewhere(), RADIUS_METRES, BOUND));
  }

  /** The whole reply to a WHATSAT. */
  @Benchmark
  public byte[] answer() {
    var answer = places.near(new PlacesQuery(somewhere(), RADIUS_METRES, BOUND));
    return new LineWriter(REPLY_BYTES).at(location).places(answer.utf8()).toBytes();
  }

  private Coordinates somewhere() {
    return new Coordinates(34.0 + random.nextDouble(0.2), -118.5 + random.nextDouble(0.3));
  }
}
