package dev.proxyherd.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who counts as one for limits by address. */
class RemoteNetworkTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "255.255.255.255, 127.255.255.255, false",
    "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff, true",
    "2001:db8:0:1::1, 2001:db8:0:2::1, false",
    "::1, ::2, true",
    "::, 0.0.0.0, false"
  })
  void isOneAddressOrOneNetworkOfIpv6(String one, String other, boolean same) throws Exception {
    var first = RemoteNetwork.of(InetAddress.ofLiteral(one));
    var second = RemoteNetwork.of(InetAddress.ofLiteral(other));
    assertThat(first.equals(second)).isEqualTo(same);
  }

  @Test
  void anIpv4AddressIsTheSameInIpv6Clothes() throws Exception {
    var bytes = HexFormat.of().parseHex("00000000000000000000ffffc0000201");
    var mapped = Inet6Address.getByAddress(null, bytes, -1);
    assertThat(RemoteNetwork.of(mapped))
        .isEqualTo(RemoteNetwork.of(InetAddress.ofLiteral("192.0.2.1")))
        .hasToString("192.0.2.1");
  }

  @Test
  void isShownAsPeopleWriteIt() throws Exception {
    assertThat(RemoteNetwork.of(InetAddress.ofLiteral("255.0.2.1"))).hasToString("255.0.2.1");
    assertThat(RemoteNetwork.of(InetAddress.ofLiteral("2001:db8:0:1::7")))
        .hasToString("2001:db8:0:1:0:0:0:0/64");
  }
}
