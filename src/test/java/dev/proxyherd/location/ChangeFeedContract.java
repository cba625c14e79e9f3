package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store's change feeds must give to a neighbour. */
public abstract class ChangeFeedContract extends StoreContract {
  private final MutableClock clock = new MutableClock(Instant.parse("2018-03-02T12:00:00Z"));
  private LocationStore store;

  @BeforeEach
  void openStore() {
    store = open(clock);
  }

  @Test
  void aFeedIsEveryChangeInItsOrder() {
    var first = offer("kiwi", 10);
    var second = offer("moa", 9);
    var feed = store.feed(0, "Hands");
    assertThat(feed.next(10)).containsExactly(first, second);
    assertThat(feed.next(10)).isEmpty();
    var third = offer("weka", 1);
    assertThat(feed.next(10)).containsExactly(third);
    assertThat(feed.position()).isEqualTo(third.number());
  }

  @Test
  void aFeedOfAnEmptyStoreBeginsWithTheFirstChange() {
    var feed = store.feed(0, "Hands");
    assertThat(feed.next(10)).isEmpty();
    assertThat(feed.position()).isZero();
    var first = offer("kiwi", 10);
    assertThat(feed.next(10)).containsExactly(first);
  }

  @Test
  void aFeedBeginsBehindTheNumberThatTheNeighbourHas() {
    offer("kiwi", 10);
    var second = offer("moa", 10);
    clock.move(Duration.ofSeconds(1));
    var third = offer("weka", 10);
    assertThat(store.feed(second.number() - 1, "Hands").next(10)).containsExactly(second, third);
    assertThat(store.feed(second.number(), "Hands").next(10)).containsExactly(third);
    assertThat(store.feed(second.number() + 1, "Hands").next(10)).containsExactly(third);
    assertThat(store.feed(third.number(), "Hands").next(10)).isEmpty();
    assertThat(store.feed(third.number(), "Hands").position()).isEqualTo(third.number());
  }

  @Test
  void aFeedBehindTheLastNumberHasWhatComesNext() {
    offer("kiwi", 10);
    var feed = store.feed(store.lastChange(), "Hands");
    assertThat(feed.next(10)).isEmpty();
    var next = offer("kiwi", 11);
    assertThat(feed.next(10)).containsExactly(next);
  }

  @Test
  void aClientThatChangedTenTimesIsSentOnce() {
    var feed = store.feed(0, "Hands");
    offer("kiwi", 1);
    var other = offer("moa", 1);
    for (var time = 2; time < 10; time++) {
      offer("kiwi", time);
    }
    var newest = offer("kiwi", 10);
    assertThat(feed.next(10)).containsExactly(other, newest);
  }

  @Test
  void aClientThatChangesAfterItWasSentIsSentAgain() {
    var feed = store.feed(0, "Hands");
    var first = offer("kiwi", 1);
    offer("moa", 1);
    assertThat(feed.next(1)).containsExactly(first);
    var again = offer("kiwi", 2);
    assertThat(feed.next(10)).extracting(Change::number).last().isEqualTo(again.number());
    assertThat(feed.next(10)).isEmpty();
  }

  @Test
  void whatIsReadInPiecesIsTheSame() {
    var changes = new ArrayList<Change>();
    for (var i = 0; i < 10; i++) {
      changes.add(offer("client" + i, 1));
    }
    var feed = store.feed(0, "Hands");
    var read = new ArrayList<Change>();
    for (var piece = feed.next(3); !piece.isEmpty(); piece = feed.next(3)) {
      assertThat(piece).hasSizeLessThanOrEqualTo(3);
      read.addAll(piece);
      var next = read.size() < changes.size() ? changes.get(read.size()).number() : Long.MAX_VALUE;
      assertThat(feed.position()).isBetween(read.getLast().number(), next - 1);
    }
    assertThat(read).isEqualTo(changes);
  }

  @Test
  void aFeedSaysWhoIsForgotten() {
    var first = offer("kiwi", 1);
    var feed = store.feed(0, "Hands");
    assertThat(feed.next(10)).containsExactly(first);
    var tombstone = StoreRecords.forgotten("kiwi", 1);
    store.offer(tombstone);
    assertThat(feed.next(10)).containsExactly(new Change(tombstone, store.lastChange()));
    assertThat(store.countAfter(0, 10)).isEqualTo(1);
  }

  @Test
  void aFeedGoesOnWhereRecordsWereDroppedBesideItsPlace() {
    var noon = clock.instant().getEpochSecond();
    store = open(clock, new Retention(Duration.ofSeconds(64), null));
    offer("kiwi", noon - 60);
    var moa = offer("moa", noon);
    offer("weka", noon - 60);
    var kea = offer("kea", noon);
    var start = store.feed(0, "Hands");
    var behindKiwi = store.feed(0, "Hands");
    behindKiwi.next(1);
    var behindMoa = store.feed(moa.number(), "Hands");
    var behindWeka = store.feed(0, "Hands");
    behindWeka.next(3);

    clock.move(Duration.ofSeconds(10));
    store.sweep();

    assertThat(start.next(10)).containsExactly(moa, kea);
    assertThat(behindKiwi.next(10)).containsExactly(moa, kea);
    assertThat(behindMoa.next(10)).containsExactly(kea);
    assertThat(behindWeka.next(10)).containsExactly(kea);
    assertThat(store.feed(moa.number() - 1, "Hands").next(10)).containsExactly(moa, kea);
    assertThat(store.feed(moa.number(), "Hands").next(10)).containsExactly(kea);
    var weka = offer("weka", noon);
    assertThat(start.next(10)).containsExactly(weka);
  }

  /** Else its link would look for the last change for ever. */
  @Test
  void aFeedThatIsReadToTheEndIsAtTheLastChangeThoughThatWasDropped() {
    var noon = clock.instant().getEpochSecond();
    store = open(clock, new Retention(Duration.ofSeconds(64), null));
    var kea = offer("kea", noon);
    offer("kiwi", noon - 60);
    var dropped = offer("weka", noon - 60);
    var early = store.feed(0, "Hands");
    clock.move(Duration.ofSeconds(10));
    store.sweep();
    assertThat(store.lastChange()).isEqualTo(dropped.number());
    assertThat(early.next(1)).containsExactly(kea);
    assertThat(early.next(1)).isEmpty();
    assertThat(early.position()).isEqualTo(dropped.number());

    clock.move(Duration.ofSeconds(60));
    store.sweep();
    assertThat(store.size()).isZero();
    var late = store.feed(0, "Hands");
    assertThat(late.next(1)).isEmpty();
    assertThat(late.position()).isEqualTo(dropped.number());
  }

  @Test
  void feedsDoNotDisturbEachOther() {
    var first = offer("kiwi", 1);
    var early = store.feed(0, "Hands");
    var twin = store.feed(0, "Wilkes");
    var second = offer("moa", 1);
    var late = store.feed(first.number(), "Holiday");
    assertThat(early.next(1)).containsExactly(first);
    assertThat(late.next(10)).containsExactly(second);
    late.close();
    assertThat(twin.next(10)).containsExactly(first, second);
    assertThat(early.next(10)).containsExactly(second);
    assertThat(store.countAfter(0, 10)).isEqualTo(2);
    assertThat(store.feed(0, "Welsh").next(10)).containsExactly(first, second);
  }

  @Test
  void aNeighbourIsNotSentWhatItSentWhileItsFeedWasOpen() {
    var hands = store.feed(0, "Hands");
    var wilkes = store.feed(0, "Wilkes");
    var change = offer("kiwi", 1, "Hands", Outcome.NEWER);
    assertThat(hands.next(10)).isEmpty();
    assertThat(hands.position()).isEqualTo(change.number());
    assertThat(wilkes.next(10)).containsExactly(change);
  }

  @Test
  void aNeighbourIsNotSentWhatItSentTooThoughAnotherWasFirst() {
    var hands = store.feed(0, "Hands");
    var other = store.feed(0, "Holiday");
    var change = offer("kiwi", 1, "Wilkes", Outcome.NEWER);
    offer("kiwi", 1, "Hands", Outcome.SAME);
    assertThat(hands.next(10)).isEmpty();
    assertThat(other.next(10)).containsExactly(change);
  }

  @Test
  void aNeighbourIsSentWhatIsNewerThanWhatItSent() {
    var hands = store.feed(0, "Hands");
    offer("kiwi", 1, "Hands", Outcome.NEWER);
    var newer = offer("kiwi", 2);
    assertThat(hands.next(10)).containsExactly(newer);
    offer("kiwi", 1, "Hands", Outcome.OLDER);
    assertThat(store.feed(0, "Hands").next(10)).containsExactly(newer);
    var newest = offer("kiwi", 3);
    offer("kiwi", 2, "Hands", Outcome.OLDER);
    assertThat(hands.next(10)).containsExactly(newest);
  }

  @Test
  void aNeighbourIsSentWhatItSentBeforeItsFeedWasOpened() {
    var before = store.feed(0, "Hands");
    var change = offer("kiwi", 1, "Hands", Outcome.NEWER);
    before.close();
    assertThat(store.feed(0, "Hands").next(10)).as("it may have lost it").containsExactly(change);
  }

  @Test
  void hundredNeighboursAreNotTakenForOneAnother() {
    var feeds = new ArrayList<ChangeFeed>();
    for (var i = 0; i < 100; i++) {
      feeds.add(store.feed(0, "Member" + i));
    }
    var expected = new ArrayList<List<Change>>();
    for (var i = 0; i < 100; i++) {
      expected.add(new ArrayList<>());
    }
    for (var i = 0; i < 100; i++) {
      var change = offer("client" + i, 1, "Member" + i, Outcome.NEWER);
      for (var other = 0; other < 100; other++) {
        if (other != i) {
          expected.get(other).add(change);
        }
      }
    }
    for (var i = 0; i < 100; i++) {
      assertThat(feeds.get(i).next(200)).as("Member" + i).containsAll(expected.get(i));
    }
  }

  @Test
  void aFeedMayBeClosedTwice() {
    var first = offer("kiwi", 1);
    var feed = store.feed(0, "Hands");
    var other = store.feed(0, "Wilkes");
    feed.close();
    feed.close();
    assertThat(other.next(10)).containsExactly(first);
  }

  private Change offer(String client, long seconds) {
    var location = at(client, seconds);
    assertThat(store.offer(location)).isEqualTo(Outcome.NEWER);
    return new Change(location, store.lastChange());
  }

  private Change offer(String client, long seconds, String sender, Outcome expected) {
    var location = at(client, seconds);
    assertThat(store.offer(location, new Receipt(sender, "e1", 1))).isEqualTo(expected);
    return new Change(location, store.lastChange());
  }
}
