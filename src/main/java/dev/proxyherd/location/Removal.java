package dev.proxyherd.location;

import java.util.List;

/** Clients whose records are to be dropped, those of them whose time is still up by then. */
final class Removal extends Request {
  private final List<ByteString> clients;

  Removal(List<ByteString> clients) {
    this.clients = clients;
  }

  List<ByteString> clients() {
    return clients;
  }
}
