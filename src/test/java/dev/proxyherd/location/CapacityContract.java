package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.at;
import static dev.proxyherd.location.StoreRecords.client;
import static dev.proxyherd.location.StoreRecords.forgotten;
import static dev.proxyherd.location.StoreRecords.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.testing.MutableClock;
import dev.proxyherd.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What every store must do when there is no more room. */
@ExtendWith(OutputCaptureExtension.class)
public abstract class CapacityContract extends StoreContract {
  private static final Receipt RECEIPT = new Receipt("Hands", "e1", 7);

  private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(1000));

  @Test
  void aNewClientBeyondTheBoundIsRefusedAndThoseThatAreKnownGoOn() {
    var store = open(new Capacity(2, Long.MAX_VALUE));
    store.offer(at("kiwi", 10));
    store.offer(at("moa", 10));
    var before = store.lastChange();
    assertThat(store.hasRoomFor(at("emu", 10))).isFalse();
    assertThat(store.offer(at("emu", 10))).isEqualTo(Outcome.FULL);
    assertThat(store.find(client("emu"))).isEmpty();
    assertThat(store.size()).isEqualTo(2);
    assertThat(store.lastChange()).isEqualTo(before);

    assertThat(store.hasRoomFor(at("kiwi", 11))).isTrue();
    assertThat(store.offer(at("kiwi", 11))).isEqualTo(Outcome.NEWER);
    assertThat(store.offer(at("kiwi", 10))).isEqualTo(Outcome.OLDER);
  }

  @Test
  void whatANeighbourSendsIsTakenAllTheSameUnlessItIsLeftOutBefore() {
    var store = open(new Capacity(1, Long.MAX_VALUE));
    store.offer(at("kiwi", 10));
    assertThat(store.offer(at("moa", 10), RECEIPT)).isEqualTo(Outcome.NEWER);
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void thereIsRoomForWhatWouldNotBeKept() {
    var retention = new Retention(Duration.ofSeconds(64), null);
    var store = open(clock, retention, new Capacity(1, 1));
    assertThat(store.hasRoomFor(at("kiwi", 1000))).isFalse();
    assertThat(store.hasRoomFor(at("kiwi", 900))).as("expired").isTrue();
    store.offer(at("kiwi", 1000), RECEIPT);
    assertThat(store.hasRoomFor(at("kiwi", 999))).as("older").isTrue();
    assertThat(store.hasRoomFor(at("kiwi", 1000))).as("the same").isTrue();
  }

  @Test
  void tombstonesAlwaysFitAndMakeRoom() {
    var store = open(new Capacity(1, Long.MAX_VALUE));
    store.offer(at("kiwi", 10));
    assertThat(store.hasRoomFor(forgotten("moa", 10))).isTrue();
    assertThat(store.offer(forgotten("moa", 10))).isEqualTo(Outcome.NEWER);
    assertThat(store.offer(at("moa", 11))).as("comes back").isEqualTo(Outcome.FULL);
    store.offer(forgotten("kiwi", 10));
    assertThat(store.offer(at("moa", 11))).isEqualTo(Outcome.NEWER);
  }

  @Test
  void whatHasExpiredMakesRoom() {
    var store =
        open(clock, new Retention(Duration.ofSeconds(64), null), new Capacity(1, Long.MAX_VALUE));
    store.offer(at("kiwi", 1000));
    assertThat(store.offer(at("moa", 1064))).isEqualTo(Outcome.FULL);
    clock.move(Duration.ofSeconds(65));
    store.sweep();
    assertThat(store.offer(at("moa", 1064))).isEqualTo(Outcome.NEWER);
  }

  @Test
  void longNamesTakeTheRoomOfMany() {
    var store = open(new Capacity(Long.MAX_VALUE, 60_000));
    assertThat(store.offer(at("k".repeat(60_000), 10))).isEqualTo(Outcome.FULL);
    assertThat(store.offer(at("k".repeat(54_000), 10))).isEqualTo(Outcome.NEWER);
    var before = store.bytes();
    assertThat(before).isBetween(54_000L, 55_000L);
    assertThat(store.offer(at("m".repeat(10_000), 10))).isEqualTo(Outcome.FULL);
    assertThat(store.bytes()).isEqualTo(before);
  }

  @Test
  void aClientThatIsKnownMayGrowByALittleAndNotByMuch() {
    var bound = 16_000;
    var store = open(new Capacity(Long.MAX_VALUE, bound));
    var clients = 0;
    while (store.offer(at("client" + clients, 10)) == Outcome.NEWER) {
      clients++;
    }
    assertThat(store.bytes()).isLessThanOrEqualTo(bound - bound / 16);
    for (var i = 0; i < clients; i++) {
      var longer = location("Goloman", "client" + i, "+34.0689300-118.4451270", 100);
      assertThat(store.offer(longer)).isEqualTo(Outcome.NEWER);
    }
    var muchLonger = location("Goloman", "client0", "+34." + "0".repeat(2000) + "-118", 101);
    assertThat(store.hasRoomFor(muchLonger)).isFalse();
    assertThat(store.offer(muchLonger)).isEqualTo(Outcome.FULL);
    assertThat(store.offer(at("client0", 102))).isEqualTo(Outcome.NEWER);
    assertThat(store.bytes()).isLessThanOrEqualTo(bound);
  }

  @Test
  void whatIsTakenIsGivenBack() {
    var store = open(clock, new Retention(Duration.ofSeconds(64), null));
    var random = Seeds.random();
    for (var i = 0; i < 500; i++) {
      var name = "n".repeat(1 + random.nextInt(20));
      store.offer(location("Goloman", name, anyLocation(random), 1000 + random.nextInt(9)));
    }
    assertThat(store.bytes()).isPositive();
    clock.move(Duration.ofSeconds(100));
    store.sweep();
    assertThat(store.bytes()).isZero();
    assertThat(store.digest()).isEqualTo(open(clock).digest());
  }

  @Test
  void saysOnceThatThereIsNoRoomUntilThereIs(CapturedOutput output) {
    var store = open(new Capacity(100, Long.MAX_VALUE));
    for (var i = 0; i < 200; i++) {
      store.offer(at("client" + i, 10));
    }
    assertThat(output.getAll().split("There is no room for new clients", -1)).hasSize(2);
    assertThat(output).contains("100 clients of 100 (herd.locations.max-clients)");
    store.offer(forgotten("client0", 10));
    store.offer(at("client0", 11));
    assertThat(store.offer(at("client150", 10))).isEqualTo(Outcome.FULL);
    assertThat(output).doesNotContain("There is room for new clients again");

    store.offer(forgotten("client0", 20));
    store.offer(forgotten("client1", 20));
    assertThat(output).contains("There is room for new clients again");
    store.offer(at("client150", 20));
    store.offer(at("client151", 20));
    store.offer(at("client152", 20));
    assertThat(output.getAll().split("There is no room for new clients", -1)).hasSize(3);
  }

  private LocationStore open(Capacity capacity) {
    return open(clock, Retention.FOREVER, capacity);
  }

  private static String anyLocation(Random random) {
    return random.nextInt(4) == 0 ? "-" : "+1." + "0".repeat(random.nextInt(30)) + "1-1";
  }
}
