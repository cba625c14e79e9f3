package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemberProcessTest {
  private static final String STAT =
      "4711 (java (x) Z) %s 1 4711 4711 0 -1 4227084 5 0 0 0 1 2 3 4 20 0 %d 0 9 0 0\n";

  @Test
  void hasEndedWithTheLastOfItsThreads() {
    assertThat(MemberProcess.isZombie(STAT.formatted("Z", 1))).isTrue();
    assertThat(MemberProcess.isZombie(STAT.formatted("Z", 2))).isFalse();
    assertThat(MemberProcess.isZombie(STAT.formatted("S", 1))).isFalse();
  }
}
