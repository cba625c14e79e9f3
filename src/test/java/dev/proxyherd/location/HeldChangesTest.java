package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a feed holds for a moment, since its reader may hear it from others. */
class HeldChangesTest {
  private static final String EPOCH = "epoch";
  private static final int MANY = 200;

  private final LocationStore store =
      new RecordStore(
          InstantSource.system(), new MemoryJournal(), Retention.FOREVER, Capacity.unlimited());
  private final ChangeFeed hands = store.feed(0, "Hands");
  private int clients;
  private long received;

  @Test
  void whatAClientToldIsNeverHeld() {
    var change = tell();
    assertThat(hands.next(10, 0)).containsExactly(change);
  }

  @Test
  void whatANeighbourSentIsHeldUntilItIsSettledAndAllBehindIt() {
    var first = receive("Wilkes");
    var second = tell();
    assertThat(hands.next(10, first.number() - 1)).isEmpty();
    assertThat(hands.next(10, first.number())).containsExactly(first, second);
  }

  @Test
  void whatTheReaderSendsMeanwhileIsLeftOut() {
    var change = receive("Wilkes");
    assertThat(hands.next(10, 0)).isEmpty();
    repeat("Hands", change);
    assertThat(hands.next(10, 0)).isEmpty();
    assertThat(hands.position()).isEqualTo(change.number());
  }

  @Test
  void nothingIsHeldAnyMoreOfANeighbourWhoseChangesTheReaderDoesNotHear() {
    for (var i = 0; i < MANY; i++) {
      hands.next(10, receive("Welsh").number());
    }
    var change = receive("Welsh");
    assertThat(hands.next(10, 0)).containsExactly(change);
  }

  @Test
  void whatIsHeldOfOneNeighbourIsNotHeldOfAnother() {
    for (var i = 0; i < MANY; i++) {
      hands.next(10, receive("Welsh").number());
      repeat("Hands", receive("Wilkes"));
      hands.next(10, 0);
    }
    var free = receive("Welsh");
    assertThat(hands.next(10, 0)).containsExactly(free);
    var held = receive("Wilkes");
    assertThat(hands.next(10, 0)).isEmpty();
    assertThat(hands.next(10, held.number())).containsExactly(held);
  }

  @Test
  void whereTheReaderHearsOneInTwoIsHeld() {
    for (var i = 0; i < MANY; i++) {
      var change = receive("Wilkes");
      if (i % 2 == 0) {
        repeat("Hands", change);
      }
      hands.next(10, change.number());
    }
    receive("Wilkes");
    assertThat(hands.next(10, 0)).isEmpty();
  }

  @Test
  void waitingIsTriedAgain() {
    for (var i = 0; i < MANY; i++) {
      hands.next(10, receive("Wilkes").number());
    }
    var held = 0;
    for (var i = 0; i < 100 * MANY && held == 0; i++) {
      var change = receive("Wilkes");
      if (hands.next(10, 0).isEmpty()) {
        held++;
        repeat("Hands", change);
        assertThat(hands.next(10, 0)).isEmpty();
      }
    }
    assertThat(held).isOne();
    receive("Wilkes");
    assertThat(hands.next(10, 0)).isEmpty();
  }

  private Change tell() {
    return offer("client" + clients++, null);
  }

  private Change receive(String neighbour) {
    return offer("client" + clients++, neighbour);
  }

  /** The neighbour sends what another has sent already. */
  private void repeat(String neighbour, Change change) {
    var location = change.location();
    assertThat(store.offer(location, new Receipt(neighbour, EPOCH, ++received)))
        .isEqualTo(LocationStore.Outcome.SAME);
  }

  private Change offer(String client, @Nullable String neighbour) {
    var location = StoreRecords.at(client, 1);
    var receipt = neighbour == null ? null : new Receipt(neighbour, EPOCH, ++received);
    assertThat(store.offer(location, receipt)).isEqualTo(LocationStore.Outcome.NEWER);
    return new Change(location, store.lastChange());
  }
}
