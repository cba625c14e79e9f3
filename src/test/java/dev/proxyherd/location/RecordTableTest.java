package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.client;
import static dev.proxyherd.location.StoreRecords.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What records take is what {@link Capacity} counts, which it bounds. */
class RecordTableTest {
  private static final int CLIENTS = 20_000;
  private static final int ROUNDS = 8;

  /** The rest of an array for each size, of two a round at most, and the free ones at hand. */
  private static final long REST = (2 * ROUNDS + 16) * (long) Slabs.CHUNK_BYTES;

  private final RecordTable table = new RecordTable();
  private final Map<Integer, Long> estimates = new HashMap<>();
  private long number;

  /** In each round most records get another length, or go: so that few of the old one are left. */
  @Test
  void takesNoMoreThanItsEstimateWhateverLengthsClientsChoose() {
    var random = Seeds.random();
    for (var round = 0; round < ROUNDS; round++) {
      var digits = random.nextInt(300);
      for (var client = 0; client < CLIENTS; client++) {
        var choice = random.nextInt(100);
        if (choice < 30) {
          table.remove(client("client" + client));
          estimates.remove(client);
        } else if (choice < 99) {
          put(client, digits);
        }
      }
      assertTakesNoMoreThanItsEstimate();
    }
  }

  @Test
  void aRecordThatShrinksByAndByGivesItsRoomBack() {
    for (var digits = 300; digits > 0; digits -= 30) {
      for (var client = 0; client < CLIENTS; client++) {
        put(client, digits);
      }
      assertTakesNoMoreThanItsEstimate();
    }
  }

  private void put(int client, int digits) {
    var place = "+1." + "0".repeat(digits) + "-1";
    var record = location("Goloman", "client" + client, place, 100_000 + number);
    table.put(new Change(record, ++number), 0);
    estimates.put(client, Capacity.bytes(record));
  }

  private void assertTakesNoMoreThanItsEstimate() {
    var estimate = estimates.values().stream().mapToLong(Long::longValue).sum();
    assertThat(table.allocatedBytes()).isLessThanOrEqualTo(estimate + REST);
  }
}
