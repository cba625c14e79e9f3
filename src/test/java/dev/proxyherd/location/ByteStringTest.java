package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteStringTest {
  private static final byte[] NOT_UTF8 = {'a', 0, (byte) 0xff, (byte) 0xc3, 'z'};

  @Test
  void keepsBytesThatAreNotText() {
    assertThat(ByteString.wrap(NOT_UTF8).toBytes()).isEqualTo(NOT_UTF8);
  }

  @Test
  void encodesTextAsUtf8() {
    assertThat(ByteString.of("Zoë").toBytes()).isEqualTo("Zoë".getBytes(StandardCharsets.UTF_8));
    assertThat(ByteString.of("Zoë")).hasToString("Zoë");
  }

  @Test
  void aSliceEqualsWhatWasMadeOfTheSameBytes() {
    var slice = ByteString.of("IAMAT kiwi here").slice(6, 10);
    assertThat(slice).isEqualTo(ByteString.of("kiwi")).hasSameHashCodeAs(ByteString.of("kiwi"));
    assertThat(slice.slice(1, 3)).isEqualTo(ByteString.of("iw"));
    assertThat(slice.slice(4, 4)).isEqualTo(ByteString.of("")).matches(ByteString::isEmpty);
    assertThat(slice).isNotEqualTo(ByteString.of("kiw")).isNotEqualTo(ByteString.of("kiwis"));
    assertThat(slice.toBytes()).isEqualTo(new byte[] {'k', 'i', 'w', 'i'});
    assertThat(slice.at(1)).isEqualTo((byte) 'i');
  }

  @Test
  void copiesASliceIntoItsPlace() {
    var target = new byte[5];
    var end = ByteString.of("abcd").slice(1, 3).copyTo(target, 2);
    assertThat(end).isEqualTo(4);
    assertThat(target).isEqualTo(new byte[] {0, 0, 'b', 'c', 0});
  }

  @Test
  void ordersByUnsignedBytesAndAPrefixFirst() {
    var high = ByteString.wrap(new byte[] {(byte) 0x80});
    assertThat(high).isGreaterThan(ByteString.of("\u007f"));
    assertThat(ByteString.of("a")).isLessThan(ByteString.of("aa")).isGreaterThan(ByteString.of(""));
    assertThat(ByteString.of("xab").slice(1, 3)).isEqualByComparingTo(ByteString.of("ab"));
  }

  @Test
  void comparesWithAsciiWithoutDecoding() {
    assertThat(ByteString.of("IAMAT").equalsAscii("IAMAT")).isTrue();
    assertThat(ByteString.of("IAMAt").equalsAscii("IAMAT")).isFalse();
    assertThat(ByteString.of("IAMAT ").equalsAscii("IAMAT")).isFalse();
    assertThat(ByteString.wrap(new byte[] {(byte) 0xc1}).equalsAscii("A")).isFalse();
  }
}
