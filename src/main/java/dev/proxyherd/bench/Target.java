package dev.proxyherd.bench;

import java.net.InetSocketAddress;

/**
 * A server that gets load.
 *
 * @param name for people
 * @param named whether its replies must carry this name; else any one name will do
 */
public record Target(String name, InetSocketAddress address, boolean named) {
  @Override
  public String toString() {
    var where = "%s:%d".formatted(address.getHostString(), address.getPort());
    return name.equals(where) ? where : "%s at %s".formatted(name, where);
  }
}
