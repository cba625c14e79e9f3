package dev.proxyherd.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesBodyTest {
  @Test
  void endsBehindTheEmptyLineWhereverTheBytesAreCut() {
    var body = "{\n  \"a{\": [{\"b\": \"]\\\"}\"}],\n  \"ü\": {}\n}\n\n";
    var bytes = (body + "AT next").getBytes(UTF_8);
    var length = body.getBytes(UTF_8).length;
    for (var arrived = 0; arrived <= bytes.length; arrived++) {
      assertThat(PlacesBody.end(bytes, 0, arrived))
          .as("of %d bytes", arrived)
          .isEqualTo(arrived < length ? Dialogue.INCOMPLETE : length);
    }
  }
}
