package dev.proxyherd.tcp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Who is at the other end, as limits count: an IPv4 address, or the /64 network of an IPv6 address,
 * since whoever has one address of such a network can have all of them.
 *
 * @param bits the address, or the first half of it
 */
public record RemoteNetwork(long bits, boolean ipv6) {
  private static final int IPV6_BYTES = 16;
  private static final int MAPPED_AT = 12;
  private static final int MAPPED_MARK = 0xffff;

  /** The network of an address; an IPv4 address in IPv6 clothes is an IPv4 address. */
  public static RemoteNetwork of(InetAddress address) {
    var bytes = ByteBuffer.wrap(address.getAddress());
    if (address instanceof Inet4Address) {
      return new RemoteNetwork(Integer.toUnsignedLong(bytes.getInt()), false);
    }
    var isMapped = bytes.getLong(0) == 0 && bytes.getInt(MAPPED_AT - Integer.BYTES) == MAPPED_MARK;
    return isMapped
        ? new RemoteNetwork(Integer.toUnsignedLong(bytes.getInt(MAPPED_AT)), false)
        : new RemoteNetwork(bytes.getLong(0), true);
  }

  /** As people write it: {@code 192.0.2.1}, {@code 2001:db8:0:1:0:0:0:0/64}. */
  @Override
  public String toString() {
    var bytes = new byte[ipv6 ? IPV6_BYTES : Integer.BYTES];
    var buffer = ByteBuffer.wrap(bytes);
    if (ipv6) {
      buffer.putLong(bits);
    } else {
      buffer.putInt((int) bits);
    }
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + (ipv6 ? "/64" : "");
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
