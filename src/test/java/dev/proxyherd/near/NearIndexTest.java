package dev.proxyherd.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.Retention;
import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.MutableClock;
import dev.proxyherd.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The index finds what going through all records finds. */
@BesideOthers
class NearIndexTest {
  private static final int ROUNDS = 25;
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
  private static final double HALF_AROUND = 20_020_000;

  private final Random random = Seeds.random();
  private final MutableClock clock = new MutableClock(START);
  private RecordStore store = new RecordStore(clock, new MemoryJournal());
  private NearIndex index = new NearIndex(store);
  private final Map<ByteString, ClientLocation> records = new HashMap<>();
  private long second = START.getEpochSecond();

  @Test
  void findsWhatBruteForceFinds() {
    for (var round = 0; round < ROUNDS; round++) {
      store = new RecordStore(clock, new MemoryJournal());
      index = new NearIndex(store);
      records.clear();
      var region = Region.values()[random.nextInt(Region.values().length)];
      var names = 1 + random.nextInt(random.nextBoolean() ? 1_500 : 30);
      for (var question = 0; question < 20; question++) {
        for (var change = random.nextInt(2 * names); change > 0; change--) {
          change("client" + random.nextInt(names), region);
        }
        askAndCompare(region);
      }
    }
  }

  private void change(String client, Region region) {
    if (random.nextInt(10) == 0) {
      offer(client, "-");
    } else if (random.nextInt(10) == 0) {
      offer(client, "+12.000000-034.0");
    } else {
      offer(client, text(region.anywhere(random)));
    }
  }

  private void askAndCompare(Region region) {
    var center = region.anywhere(random);
    var radius = random.nextInt(4) == 0 ? HALF_AROUND : Math.pow(10, random.nextDouble() * 8.4 - 1);
    var bound = 1 + random.nextInt(random.nextBoolean() ? 5 : NearIndex.MAX_BOUND);
    assertThat(index.near(center, radius, bound))
        .as("%d within %f m of %s, among %d", bound, radius, center, store.size())
        .isEqualTo(bruteForce(center, radius, bound));
    assertThat(index.clients()).isEqualTo(store.size());
    assertThat(index.behind()).isZero();
  }

  private List<NearClient> bruteForce(Coordinates center, double radius, int bound) {
    return records.values().stream()
        .filter(location -> !location.isForgotten())
        .map(location -> near(center, location))
        .filter(client -> client.distanceMetres() <= radius)
        .sorted(
            Comparator.comparingDouble(NearClient::distanceMetres)
                .thenComparing(client -> client.location().client()))
        .limit(bound)
        .toList();
  }

  private static NearClient near(Coordinates center, ClientLocation location) {
    var there = Coordinates.parse(location.location()).orElseThrow();
    return new NearClient(location, Sphere.distance(center, there));
  }

  @Test
  void manyAtOneSpotComeByName() {
    for (var i = 0; i < 300; i++) {
      offer("client" + (i * 37 + 11) % 300, "+1+1");
    }
    assertThat(names(new Coordinates(1, 1), 0, 300))
        .isEqualTo(records.keySet().stream().sorted().map(ByteString::toString).toList());
    assertThat(names(new Coordinates(1, 1), 0, 2)).containsExactly("client0", "client1");
  }

  @Test
  void theDateLineIsNoWallAndAPoleIsNearToAllLongitudes() {
    offer("west", "+0+179.9");
    offer("east", "-0.05-179.9");
    offer("line", "+0+180");
    offer("pole", "+90+0");
    offer("arctic", "+89.9-90");
    offer("greenwich", "+0+0");

    assertThat(names(new Coordinates(0, -180), 50_000, 9)).containsExactly("line", "west", "east");
    assertThat(names(new Coordinates(90, 123), 50_000, 9)).containsExactly("pole", "arctic");
    assertThat(names(new Coordinates(0, 180), HALF_AROUND, 9)).hasSize(6).endsWith("greenwich");
  }

  @Test
  void aQuestionSeesWhatWasSaidBeforeIt() {
    for (var turn = 0; turn < 100; turn++) {
      offer("kiwi", turn % 2 == 0 ? "+34+118" : "-34-118");
      var here = turn % 2 == 0 ? new Coordinates(34, 118) : new Coordinates(-34, -118);
      assertThat(names(here, 10, 5)).containsExactly("kiwi");
    }
    offer("kiwi", "-");
    assertThat(names(new Coordinates(0, 0), HALF_AROUND, 5)).isEmpty();
  }

  @Test
  void thereIsNoIndexUntilSomebodyAsks() {
    offer("kiwi", "+34+118");
    assertThat(index.clients()).isZero();
    assertThat(index.behind()).isZero();

    index.near(new Coordinates(0, 0), 1, 1);
    offer("kiwi", "+34.1+118");
    offer("kiwi", "+34.2+118");
    offer("emu", "+34.3+118");

    assertThat(index.clients()).isOne();
    assertThat(index.behind()).as("each client once").isEqualTo(2);
  }

  @Test
  void recordsWhoseTimeIsUpAreNotFoundAndLeaveTheIndex() {
    store =
        new RecordStore(
            clock,
            new MemoryJournal(),
            new Retention(Duration.ofDays(1), Duration.ofDays(2)),
            Capacity.unlimited());
    index = new NearIndex(store);
    for (var client = 0; client < 5_000; client++) {
      offer("client" + client, "+34+%d".formatted(client % 180));
    }
    assertThat(names(new Coordinates(34, 5), 1_000, 3)).hasSize(3);

    clock.set(START.plus(Duration.ofDays(3)));
    second = clock.instant().getEpochSecond();
    offer("newcomer", "+34+5");
    store.sweep();

    assertThat(store.size()).isOne();
    assertThat(names(new Coordinates(34, 5), HALF_AROUND, 3)).containsExactly("newcomer");
    assertThat(index.clients()).isOne();
  }

  @Test
  void fewRecordsAreLookedAtHoweverManyThereAre() {
    for (var client = 0; client < 15_000; client++) {
      offer("city" + client, text(Region.CITY.anywhere(random)));
    }
    for (var client = 0; client < 10; client++) {
      offer("ship" + client, "+%d-150".formatted(10 + client));
    }
    for (var question = 0; question < 100; question++) {
      assertThat(looksFor(Region.CITY.anywhere(random), 50_000, 10)).isLessThan(1_000);
      assertThat(looksFor(Region.EARTH.anywhere(random), HALF_AROUND, 10)).isLessThan(1_500);
    }
    assertThat(looksFor(new Coordinates(12, -150), 1_000_000, 5)).isLessThan(500);
    assertThat(looksFor(new Coordinates(12, -150), 1, 1)).isLessThan(100);
    assertThat(index.cut()).isZero();
  }

  private long looksFor(Coordinates center, double radius, int bound) {
    var before = index.times().looks();
    index.near(center, radius, bound);
    return index.times().looks() - before;
  }

  @Test
  void aQuestionAmongTooManyAtOneSpotIsCutShort() {
    var enough = 2_000;
    index = new NearIndex(store, enough);
    for (var client = 0; client < 2 * enough; client++) {
      offer("client" + client, "+34+118");
    }
    offer("near", "+34.0001+118");

    assertThat(looksFor(new Coordinates(34, 118), 1_000, 5))
        .isBetween((long) enough, (long) enough + Leaf.MAX_CLIENTS);
    assertThat(index.cut()).isOne();
    assertThat(index.near(new Coordinates(34, 118), 1_000, 5))
        .hasSize(5)
        .allMatch(client -> client.distanceMetres() == 0);
    assertThat(names(new Coordinates(34.0001, 118), 1_000, 1)).containsExactly("near");
  }

  @Test
  void questionsOutOfRangeAreRefused() {
    var here = new Coordinates(0, 0);
    assertThatThrownBy(() -> index.near(here, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> index.near(here, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> index.near(here, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> index.near(here, 1, NearIndex.MAX_BOUND + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> names(Coordinates center, double radius, int bound) {
    return index.near(center, radius, bound).stream()
        .map(client -> client.location().client().toString())
        .toList();
  }

  private void offer(String client, String location) {
    var record =
        new ClientLocation(
            ByteString.of("Goloman"),
            ByteString.of("+0.000000000"),
            ByteString.of(client),
            ByteString.of(location),
            ByteString.of(Long.toString(second++)));
    store.offer(record);
    records.put(record.client(), record);
  }

  private static String text(Coordinates there) {
    return String.format(Locale.ROOT, "%+.6f%+.6f", there.latitude(), there.longitude());
  }

  /** Where the clients of a round are: latitude from, to; longitude from, to. May cross 180°. */
  private enum Region {
    EARTH(-90, 90, -180, 180),
    ARCTIC(89.99, 90, -180, 180),
    ANTARCTIC(-90, -89, -180, 180),
    DATE_LINE(-1, 1, 179.5, 180.5),
    CITY(34, 34.3, -118.5, -118.2),
    ROOM(51.5, 51.50001, 0, 0.00001);

    private final double south;
    private final double north;
    private final double west;
    private final double east;

    Region(double south, double north, double west, double east) {
      this.south = south;
      this.north = north;
      this.west = west;
      this.east = east;
    }

    Coordinates anywhere(Random random) {
      var latitude = south + random.nextDouble() * (north - south);
      var longitude = west + random.nextDouble() * (east - west);
      return new Coordinates(latitude, longitude > 180 ? longitude - 360 : longitude);
    }
  }
}
