package dev.proxyherd.access;

import dev.proxyherd.location.ByteString;
import java.util.List;

/** Somebody who uses the client port, and what he, she or it may do there. */
public final class Principal {
  private final String name;
  private final List<ClientPattern> clients;
  private final boolean askOthers;

  Principal(String name, List<ClientPattern> clients, boolean askOthers) {
    this.name = name;
    this.clients = List.copyOf(clients);
    this.askOthers = askOthers;
  }

  public String name() {
    return name;
  }

  /** Whether this one may say where the client is. */
  public boolean mayMove(ByteString client) {
    for (var pattern : clients) {
      if (pattern.matches(client)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this one may ask what is near the client. */
  public boolean mayAskFor(ByteString client) {
    return askOthers || mayMove(client);
  }

  /** Whether this one may be told of any client there is. */
  public boolean mayAskForAll() {
    return askOthers;
  }
}
