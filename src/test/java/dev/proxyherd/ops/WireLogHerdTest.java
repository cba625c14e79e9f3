package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.TestHerd;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

/** The wire log of a member that has a neighbour, and of one that was told to keep none. */
class WireLogHerdTest {
  private static final String TOKEN = "AUTH a-token-of-somebody";

  @TempDir Path folder;

  @Test
  void namesTheNeighbourInBothDirectionsAndHasTheLastWordsOfAMemberThatStops() throws Exception {
    var log = folder.resolve("goloman.wire.log");
    try (var herd = TestHerd.of("Goloman-Hands")) {
      herd.stop("Goloman");
      herd.start(
          "Goloman", Map.of("herd.wire-log.enabled", "true", "herd.wire-log.file", log.toString()));
      herd.eventuallyLinked();
      herd.report("Goloman", "kiwi", "+34.0689-118.4451", "1520023934.9");
      herd.eventuallyAgreesOn("kiwi", "+34.0689-118.4451 1520023934.9");
      herd.report("Hands", "emu", "+34.0689-118.4451", "1520023934.9");
      herd.eventuallyAgreesOn("emu", "+34.0689-118.4451 1520023934.9");
      assertThat(herd.say("Goloman", TOKEN + "\n")).isEqualTo("? " + TOKEN + "\n");
      try (var lost = LineSocket.connect(herd.member("Goloman").peerPort())) {
        assertThat(lost.sendLine(TOKEN).readToEnd()).endsWith("\n? malformed line: AUTH\n");
      }
      herd.stop("Goloman");
    }
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.matches(".* p\\d+ Hands opened to 127\\.0\\.0\\.1:\\d+"))
        .anyMatch(line -> line.matches(".* p\\d+ opened from 127\\.0\\.0\\.1:\\d+"))
        .anyMatch(line -> line.matches(".* p\\d+ Hands -> AT Goloman \\S+ kiwi .* \\d+"))
        .anyMatch(line -> line.matches(".* p\\d+ Hands <- AT Hands \\S+ emu .* \\d+"))
        .anyMatch(line -> line.matches(".* p\\d+ Hands <- ACK \\d+"))
        .anyMatch(line -> line.matches(".* p\\d+ Hands closed [A-Z_]+"))
        .as("sent to a member that asks for none, and to the wrong port")
        .anyMatch(line -> line.matches(".* c\\d+ <- AUTH… \\d+ bytes more"))
        .anyMatch(line -> line.matches(".* c\\d+ -> \\? AUTH… \\d+ bytes more"))
        .anyMatch(line -> line.matches(".* p\\d+ <- AUTH… \\d+ bytes more"))
        .noneMatch(line -> line.contains("of-somebody"));
  }

  @Test
  void isNotThereWhenItIsOff() throws Exception {
    try (var herd = TestHerd.of("Goloman-Hands")) {
      var goloman = herd.member("Goloman");
      assertThatThrownBy(() -> goloman.bean(WireLog.class))
          .isInstanceOf(NoSuchBeanDefinitionException.class);
      assertThat(goloman.bean(MeterRegistry.class).find("herd.wire.log.left.out").meters())
          .isEmpty();
    }
  }
}
