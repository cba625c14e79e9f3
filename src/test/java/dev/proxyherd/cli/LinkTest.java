package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** A link, as both of its ends have it, which may be replicas that leave it to another. */
class LinkTest {
  @ParameterizedTest
  @CsvSource({
    "UP, UP, true",
    "UP, DOWN, false",
    "REFUSED, UP, false",
    "ELSEWHERE, UP, true",
    "ELSEWHERE, DOWN, false",
    "DOWN, ELSEWHERE, false",
    "ELSEWHERE, ELSEWHERE, true",
    "ELSEWHERE, , true",
    " , ELSEWHERE, true",
    " , DOWN, false",
    " , , false"
  })
  void isUpAsFarAsItsEndsSay(@Nullable String state, @Nullable String incoming, boolean up) {
    var sender = JsonNodeFactory.instance.objectNode().put("state", state);
    var receiver = JsonNodeFactory.instance.objectNode().put("incoming", incoming);
    assertThat(Link.of("Goloman", "Hands", sender, receiver).up()).isEqualTo(up);
  }
}
