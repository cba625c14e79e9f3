package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ClientKeyTest {
  @Test
  void anEntryIsFoundByItsClientsBytes() {
    var entry = new ChangeList.Entry(StoreRecords.at("kiwi", 10));
    var probe = new ClientKey.Probe(ByteString.of("WHATSAT kiwi").slice(8, 12));
    assertThat(probe).isEqualTo(entry).hasSameHashCodeAs(entry);
    assertThat(entry).isEqualTo(probe);
    assertThat(new ClientKey.Probe(ByteString.of("kiwis"))).isNotEqualTo(entry);
  }

  @Test
  void aClientCannotChooseNamesThatCollide() {
    var sums = new HashSet<Integer>();
    var hashes = new HashSet<Integer>();
    for (var choice = 0; choice < 4_096; choice++) {
      var name = new StringBuilder();
      for (var bit = 0; bit < 12; bit++) {
        name.append((choice >> bit & 1) == 0 ? "Aa" : "BB");
      }
      var client = ByteString.of(name.toString());
      sums.add(client.hashCode());
      hashes.add(new ClientKey.Probe(client).hashCode());
    }
    assertThat(sums).as("the names do collide in the usual sum").hasSize(1);
    assertThat(hashes).hasSizeGreaterThan(4_000);
  }
}
