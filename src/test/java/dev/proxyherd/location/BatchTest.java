package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.at;
import static dev.proxyherd.location.StoreRecords.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.Retention.Cutoff;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that report while the store is about to drop them. */
class BatchTest {
  private static final Cutoff CUTOFF = new Cutoff(100_000_000_000L, Long.MIN_VALUE);

  private final Records records = new Records();
  private final HeapJournal journal = new HeapJournal();
  private final ChangeNumbers numbers = new ChangeNumbers(InstantSource.fixed(Instant.EPOCH), 1);
  private final Removal removal = new Removal(List.of(client("kiwi"), client("unknown")));

  private Batch batch;

  @BeforeEach
  void holdAnExpiredRecord() {
    records.restore(
        journal -> {
          journal.accept(new Change(at("kiwi", 99), 1));
          return 1;
        });
    batch = new Batch(records, new HashMap<>(), numbers, CUTOFF, Capacity.unlimited());
  }

  @Test
  void aClientWhoseTimeIsUpIsDropped() {
    batch.add(removal);
    assertKept();
    assertThat(batch.removals()).isEqualTo(1);
  }

  @Test
  void aClientThatReportedBeforeStays() {
    var offer = new Offer(at("kiwi", 100), null);
    batch.add(offer);
    batch.add(removal);
    assertKept(at("kiwi", 100));
    assertThat(batch.removals()).isZero();
    assertThat(offer.outcome()).isEqualTo(Outcome.NEWER);
  }

  @Test
  void aClientThatReportsAfterThatIsBack() {
    var offer = new Offer(at("kiwi", 100), null);
    batch.add(removal);
    batch.add(offer);
    batch.add(removal);
    assertKept(at("kiwi", 100));
    assertThat(offer.outcome()).isEqualTo(Outcome.NEWER);
  }

  @Test
  void aClientIsDroppedOnce() {
    batch.add(removal);
    batch.add(removal);
    assertKept();
    assertThat(batch.removals()).isEqualTo(1);
  }

  /** On the heap, in the feed, in the digest, and after a restart. */
  private void assertKept(ClientLocation... expected) {
    batch.write(journal);
    batch.publish();
    assertThat(removal.isDone()).isTrue();
    assertThat(records.find(client("kiwi"))).isEqualTo(expected.length == 0 ? null : expected[0]);
    var restarted = new RecordStore(InstantSource.system(), journal);
    assertThat(records.feed(0, "Hands").next(10))
        .isEqualTo(restarted.feed(0, "Hands").next(10))
        .extracting(Change::location)
        .containsExactly(expected);
    assertThat(records.tally().digest()).isEqualTo(restarted.digest());
    assertThat(records.tally().clients()).isEqualTo(expected.length);
  }
}
