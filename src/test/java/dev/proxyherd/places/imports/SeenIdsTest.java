package dev.proxyherd.places.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenIdsTest {
  @Test
  void knowsEveryIdAgainWhileItGrows() {
    var seen = new SeenIds(1 << 17);
    for (var id = 0; id < 90_000; id++) {
      assertThat(seen.add("osm:node/" + id)).isTrue();
    }
    for (var id = 0; id < 90_000; id++) {
      assertThat(seen.add("osm:node/" + id)).isFalse();
    }
    assertThat(seen.isComplete()).isTrue();
  }

  @Test
  void saysWhenItIsFull() {
    var seen = new SeenIds(1 << 10);
    for (var id = 0; id < 768; id++) {
      seen.add("a" + id);
    }
    assertThat(seen.isComplete()).isTrue();
    assertThat(seen.add("one more")).isTrue();
    assertThat(seen.isComplete()).isFalse();
    assertThat(seen.add("one more")).isTrue();
    assertThat(seen.add("a0")).isFalse();
  }
}
