package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, kiwi.cs.ucla.edu, true",
    "kiwi.*, kiwi.cs.ucla.edu, true",
    "kiwi.*, kiwi, false",
    "k?wi, kiwi, true",
    "k?wi, kwi, false",
    "*.ucla.*, kiwi.cs.ucla.edu, true",
    "kiwi, kiwis, false",
    "k.wi, kiwi, false",
    "a[b]\\E{1}$, a[b]\\E{1}$, true",
    "'', '', true",
    "'', kiwi, false"
  })
  void matches(String glob, String name, boolean expected) {
    assertThat(new Glob(glob).matches(name)).isEqualTo(expected);
  }
}
