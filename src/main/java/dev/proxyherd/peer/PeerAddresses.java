package dev.proxyherd.peer;

import java.net.InetSocketAddress;

/** Where neighbours are to be dialled; asked at every dial, since names and addresses move. */
@FunctionalInterface
public interface PeerAddresses {
  InetSocketAddress of(String neighbour);
}
