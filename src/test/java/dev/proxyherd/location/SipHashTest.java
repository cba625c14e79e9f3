package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
  /** As CPython 3.11 hashes bytes, with PYTHONHASHSEED=0 and 7. */
  @ParameterizedTest
  @CsvSource({
    "k, 342063e11d6c3cad, 0f0bb0194e56e15f",
    "kiwi, 8cec668f6684a51a, d2cf7e65fafb2e08",
    "kiwi.cs., 46002797ab88d52b, 06947bd7290619c4",
    "kiwi.cs.ucla.edu, 2a7af1dc0c3f933c, aa2eac89240cb4fc",
    "vehicle0000001.example, dba3efd512f8eaf9, 2e988c2deab339e9"
  })
  void isTheUsualOne(String text, String withoutKey, String withKey) {
    var name = ByteString.of("IAMAT " + text + " +1+1").slice(6, 6 + text.length());
    assertThat(name.hash(new SipHash(0, 0))).isEqualTo(Long.parseUnsignedLong(withoutKey, 16));
    assertThat(name.hash(new SipHash(0x12c874a1806f0e3dL, 0x470a89d2f9d2784fL)))
        .isEqualTo(Long.parseUnsignedLong(withKey, 16));
  }

  @Test
  void takesBytesBeyondAscii() {
    var bytes = new byte[31];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (200 + i);
    }
    assertThat(new SipHash(0, 0).hash(bytes, 0, bytes.length)).isEqualTo(0x3efe069ff6fef107L);
  }

  @Test
  void aClientCannotChooseNamesThatCollide() {
    var function = SipHash.withRandomKey();
    var sums = new HashSet<Integer>();
    var hashes = new HashSet<Integer>();
    for (var choice = 0; choice < 4_096; choice++) {
      var name = new StringBuilder();
      for (var bit = 0; bit < 12; bit++) {
        name.append((choice >> bit & 1) == 0 ? "Aa" : "BB");
      }
      var client = ByteString.of(name.toString());
      sums.add(client.hashCode());
      hashes.add((int) client.hash(function));
    }
    assertThat(sums).as("the names do collide in the usual sum").hasSize(1);
    assertThat(hashes).hasSizeGreaterThan(4_000);
  }

  @Test
  void everyProcessHasItsOwnKey() {
    var client = ByteString.of("kiwi");
    assertThat(client.hash(SipHash.withRandomKey()))
        .isNotEqualTo(client.hash(SipHash.withRandomKey()));
  }
}
