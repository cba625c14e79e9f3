package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.at;
import static dev.proxyherd.location.StoreRecords.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Against a map. The hash of a client is the number in its name, made into what a test asks. */
class ClientIndexTest {
  private static final int CLIENTS = 20_000;

  private final RecordSlots slots = new RecordSlots();
  private final ClientIndex index = new ClientIndex(slots);
  private final Map<Integer, Integer> handles = new HashMap<>();
  private UnaryOperator<Integer> hash = number -> number * 0x9E3779B9;

  @Test
  void findsWhatIsThere() {
    addAndRemove(Seeds.random(), CLIENTS);
  }

  @Test
  void findsWhatIsThereThoughHashesBeginAlike() {
    hash = number -> number % 3_000;
    addAndRemove(Seeds.random(), 4_000);
  }

  @Test
  void findsWhatIsThereThoughHashesEndAlike() {
    hash = number -> number << 18;
    addAndRemove(Seeds.random(), 4_000);
  }

  @Test
  void findsWhatIsThereThoughAllHashesAreTheSame() {
    hash = _ -> -1;
    addAndRemove(Seeds.random(), 1_000);
  }

  private void addAndRemove(Random random, int clients) {
    for (var round = 0; round < 4; round++) {
      for (var step = 0; step < clients; step++) {
        var number = random.nextInt(clients);
        switch (random.nextInt(4)) {
          case 0 -> remove(number);
          case 1 -> move(number);
          default -> add(number);
        }
      }
      assertFound(clients);
    }
    for (var number = 0; number < clients; number++) {
      remove(number);
    }
    assertFound(clients);
  }

  @Test
  void aVisitGivesOnceWhatIsThereAllTheTime() {
    var random = Seeds.random();
    for (var number = 0; number < CLIENTS; number += 10) {
      add(number);
    }
    var visited = new ArrayList<Integer>();
    for (var place = 0L; place != ClientIndex.END; ) {
      place = index.visit(place, visited::add);
      for (var step = 0; step < 3_000; step++) {
        var number = random.nextInt(CLIENTS);
        if (number % 10 != 0) {
          add(number);
        }
      }
    }
    var expected = new ArrayList<Integer>();
    for (var number = 0; number < CLIENTS; number += 10) {
      expected.add(handle(number));
    }
    assertThat(visited).doesNotHaveDuplicates().containsAll(expected);
  }

  private int handle(int number) {
    return handles.getOrDefault(number, Slabs.NONE);
  }

  private void add(int number) {
    if (!handles.containsKey(number)) {
      var handle = slots.add(at("client" + number, 1));
      index.add(hash.apply(number), handle);
      handles.put(number, handle);
    }
  }

  private void move(int number) {
    if (handles.containsKey(number)) {
      var handle = slots.add(at("client" + number, 2));
      index.replace(hash.apply(number), handle(number), handle);
      handles.put(number, handle);
    }
  }

  private void remove(int number) {
    var handle = handles.remove(number);
    if (handle != null) {
      index.remove(hash.apply(number), handle);
    }
  }

  private void assertFound(int clients) {
    for (var number = 0; number < clients; number++) {
      assertThat(index.find(hash.apply(number), client("client" + number)))
          .isEqualTo(handle(number));
    }
    var all = new ArrayList<Integer>();
    for (var place = 0L; place != ClientIndex.END; ) {
      place = index.visit(place, all::add);
    }
    assertThat(new HashSet<>(all)).isEqualTo(new HashSet<>(handles.values())).hasSameSizeAs(all);
  }

  /** Names are compared, not only hashes. */
  @Test
  void doesNotTakeOneForAnother() {
    hash = _ -> 7;
    add(1);
    for (var other : List.of("client", "client11", "client2", "+34.068930-118.445127", "")) {
      assertThat(index.find(7, client(other))).isEqualTo(Slabs.NONE);
    }
    assertThat(index.find(7, client("client1"))).isEqualTo(handle(1));
  }
}
