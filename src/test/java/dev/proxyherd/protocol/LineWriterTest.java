package dev.proxyherd.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineWriterTest {
  private static final byte[] NOT_UTF8 = {0, (byte) 0xff, '"', (byte) 0xc3};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 100})
  void writesOneLineBehindTheOtherWhateverItStartedWith(int capacity) {
    var writer = new LineWriter(capacity).at(location("kiwi")).at(location("moa"), 7);
    assertThat(writer.toBytes())
        .asString(UTF_8)
        .isEqualTo("AT Hands -0.500000000 kiwi +1+2 10\nAT Hands -0.500000000 moa +1+2 10 7\n");
    assertThat(writer.length()).isEqualTo(writer.toBytes().length);
  }

  @Test
  void refusesWithACopyOfTheLine() {
    assertThat(LineWriter.refusal(ByteString.of("  iamat \t kiwi  ")))
        .asString(UTF_8)
        .isEqualTo("?   iamat \t kiwi  \n");
    assertThat(LineWriter.refusal(ByteString.of(""))).asString(UTF_8).isEqualTo("? \n");
    assertThat(LineWriter.refusal(ByteString.wrap(NOT_UTF8)))
        .isEqualTo(new byte[] {'?', ' ', 0, (byte) 0xff, '"', (byte) 0xc3, '\n'});
  }

  @Test
  void endsPlacesWithTwoNewlinesAndKeepsTheirLayout() {
    assertThat(places("{\n  \"results\" : [],\n\t\"status\" : \"Zoë\"\n}"))
        .isEqualTo("{\n  \"results\" : [],\n\t\"status\" : \"Zoë\"\n}\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\n\n}", "{\n\n\n\n\n}", "{\n}\n", "{\n}\n\n\n\n", "\n\n{\n\n}\n\n"})
  void makesEveryRunOfNewlinesOneSoThatTwoMarkTheEnd(String json) {
    assertThat(places(json)).isEqualTo("{\n}\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\n\n\n"})
  void endsEvenPlacesWithoutText(String json) {
    assertThat(places(json)).isEqualTo("\n\n");
  }

  private static String places(String json) {
    return new String(new LineWriter(4).places(ByteString.of(json)).toBytes(), UTF_8);
  }

  private static ClientLocation location(String client) {
    return new ClientLocation(
        ByteString.of("Hands"),
        ByteString.of("-0.500000000"),
        ByteString.of(client),
        ByteString.of("+1+2"),
        ByteString.of("10"));
  }
}
