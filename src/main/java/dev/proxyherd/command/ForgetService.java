package dev.proxyherd.command;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.protocol.ClientCommands;

/** Forgets a client, here and in the whole herd: an operator's word, not a client's. */
public final class ForgetService {
  /** No client can have a name that does not fit into the longest line that it may send. */
  private static final int MAX_NAME = 32 * 1024 - "IAMAT  +0+0 0".length();

  private final ByteString self;
  private final LocationStore store;
  private final ClockBound clock;

  ForgetService(String self, LocationStore store, ClockBound clock) {
    this.self = ByteString.of(self);
    this.store = store;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param known whether this member knew where the client was
   * @param time as of when it is forgotten, in POSIX seconds: what it says of later times counts
   */
  public record Forgotten(boolean known, String time) {}

  /** Whether a client can have this name. To forget another would send lines that nobody takes. */
  public static boolean isName(ByteString name) {
    return ClientCommands.isField(name) && name.length() < MAX_NAME;
  }

  /** As {@link #forget(ByteString)}, of a name that is text. */
  public Forgotten forget(String name) {
    return forget(ByteString.of(name));
  }

  /**
   * Records that the client is forgotten, which then takes the way of every update. Also of a
   * client that is not known here: it may be known elsewhere.
   *
   * @throws dev.proxyherd.location.StoreUnavailableException when it cannot be recorded
   */
  public Forgotten forget(ByteString client) {
    while (true) {
      var held = store.find(client);
      var now = clock.now();
      // Not before the record that it is to supersede: the client's clock may be ahead.
      var time = Math.max(now, held.map(ClientLocation::timeNanos).orElse(now));
      var tombstone = ClientLocation.forgotten(self, now - time, client, time);
      if (store.offer(tombstone) != Outcome.OLDER || store.find(client).isEmpty()) {
        return new Forgotten(held.isPresent(), tombstone.time().toString());
      }
      // The client has told of a later time meanwhile.
    }
  }
}
