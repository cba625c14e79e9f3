package dev.proxyherd.http.phones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhonesPropertiesTest {
  @Test
  void friendsAreClientsEachOnceAndNotTooMany() {
    assertThat(new PhonesProperties(true, List.of("jane/phone", "joe/phone")).friends()).hasSize(2);
    assertThatThrownBy(() -> new PhonesProperties(true, List.of("jane phone")))
        .isInstanceOf(PhonesConfigurationException.class)
        .hasMessageContaining("herd.web.phones.friends = 'jane phone'");
    assertThatThrownBy(() -> new PhonesProperties(true, List.of("a", "b", "a")))
        .isInstanceOf(PhonesConfigurationException.class)
        .hasMessageContaining("twice");
    var many = IntStream.rangeClosed(0, 100).mapToObj(i -> "friend" + i).toList();
    assertThat(new PhonesProperties(true, many.subList(0, 100)).friends()).hasSize(100);
    assertThatThrownBy(() -> new PhonesProperties(true, many))
        .isInstanceOf(PhonesConfigurationException.class)
        .hasMessageContaining("101 clients");
  }
}
