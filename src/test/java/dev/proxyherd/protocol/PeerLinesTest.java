package dev.proxyherd.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerLinesTest {
  private static final String FIELDS =
      "Goloman +0.263873386 kiwi +34.068930-118.445127 1520023934.918963997";

  @Test
  void readsTheHandshake() {
    assertThat(parse("HERD 1 Hands 6e6f")).isEqualTo(new PeerLine.Herd("1", "Hands", "6e6f"));
    assertThat(parse("HELLO Goloman 6e6f 7072"))
        .isEqualTo(new PeerLine.Hello("Goloman", "6e6f", "7072"));
    assertThat(parse("SINCE - 0 7072")).isEqualTo(new PeerLine.Since("-", 0, "7072"));
    assertThat(parse("SINCE c0ffee 1520023935182837 7072"))
        .isEqualTo(new PeerLine.Since("c0ffee", 1_520_023_935_182_837L, "7072"));
    assertThat(parse("EPOCH c0ffee")).isEqualTo(new PeerLine.Epoch("c0ffee"));
  }

  @Test
  void readsNumbersThatBothSidesKeep() {
    assertThat(parse("MARK 0")).isEqualTo(new PeerLine.Mark(0));
    assertThat(parse("ACK 1520023935182837")).isEqualTo(new PeerLine.Ack(1_520_023_935_182_837L));
    assertThat(parse("ACK 999999999999999999"))
        .isEqualTo(new PeerLine.Ack(999_999_999_999_999_999L));
  }

  @Test
  void readsAnUpdateThatALineWriterWrote() {
    var location =
        new ClientLocation(
            ByteString.of("Goloman"),
            ByteString.of("+0.263873386"),
            ByteString.of("kiwi"),
            ByteString.of("+34.068930-118.445127"),
            ByteString.of("1520023934.918963997"));
    var sent = new LineWriter(8).at(location, 1_520_023_935_182_837L).toBytes();
    assertThat(new String(sent, UTF_8)).isEqualTo("AT " + FIELDS + " 1520023935182837\n");
    var line = ByteString.wrap(sent).slice(0, sent.length - 1);
    assertThat(PeerLines.parse(line))
        .isEqualTo(new PeerLine.Update(line, location, 1_520_023_935_182_837L));
  }

  @Test
  void readsThatAClientIsForgotten() {
    var line = "AT Goloman +0.000000000 kiwi - 1520023934.918963997 7";
    assertThat(parse(line))
        .isInstanceOfSatisfying(
            PeerLine.Update.class,
            update -> assertThat(update.location().isForgotten()).as(line).isTrue());
  }

  @Test
  void readsWhatLineWriterOfWrites() {
    assertThat(LineWriter.of("MARK", "17"))
        .isEqualTo(new byte[] {'M', 'A', 'R', 'K', ' ', '1', '7', '\n'});
  }

  @Test
  void readsARefusalWithItsReason() {
    assertThat(parse("? wrong proof")).isEqualTo(new PeerLine.Refusal("wrong proof"));
    assertThat(parse("  ?   not   a neighbour \r"))
        .isEqualTo(new PeerLine.Refusal("not   a neighbour"));
    assertThat(parse("?")).isEqualTo(new PeerLine.Refusal(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HERD",
        "HERD 1 Hands",
        "HERD 1 Hands 6e6f more",
        "herd 1 Hands 6e6f",
        "HELLO Goloman 6e6f",
        "SINCE c0ffee x 7072",
        "SINCE c0ffee -1 7072",
        "SINCE c0ffee 1",
        "EPOCH",
        "EPOCH a b",
        "MARK",
        "MARK -1",
        "MARK +1",
        "MARK 1.0",
        "MARK 1 2",
        "MARK 1000000000000000000",
        "MARK 99999999999999999999999",
        "ACK",
        "ACK \u0661",
        "IAMAT kiwi +34-118 1",
        "?x",
        "AT " + FIELDS,
        "AT " + FIELDS + " 0",
        "AT " + FIELDS + " -1",
        "AT " + FIELDS + " 1 more",
        "AT " + FIELDS + " 1000000000000000000",
        "AT Goloman 0.263873386 kiwi +34-118 1 1",
        "AT Goloman +0.26 kiwi +34-118 1 1",
        "AT Goloman +0.263873386 kiwi +91-118 1 1",
        "AT Goloman +0.263873386 kiwi -- 1 1",
        "AT Goloman +0.263873386 kiwi + 1 1",
        "AT Goloman +0.263873386 kiwi +34-118 -1 1",
        "AT Goloman +0.263873386 kiwi +34-118 1"
      })
  void anythingElseIsMalformed(String text) {
    assertThat(parse(text)).isEqualTo(new PeerLine.Malformed(ByteString.of(text)));
  }

  private static PeerLine parse(String line) {
    return PeerLines.parse(ByteString.of(line));
  }
}
