package dev.proxyherd.peer;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.protocol.At;
import dev.proxyherd.protocol.PeerLine;
import dev.proxyherd.protocol.PeerLines;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of a link: greets whoever dials, checks that it is a neighbour, says where to
 * resume, takes its feed, and acknowledges when it has caught up with what has arrived.
 */
final class ReceiverSession extends LinkSession {
  private static final String UNNAMED = "(unnamed)";

  /**
   * Not more often than this: nobody waits for an acknowledgement, and under load one for each
   * block would be a tenth of what flooding costs.
   */
  private static final long ACK_NANOS = 10_000_000;

  private final Neighbours neighbours;
  private final LocationStore store;
  private final Handshake handshake;
  private final Postponed postponed;
  private final String nonce = Handshake.nonce();

  // The connection may end, and a newer one may replace it, while a line waits for the store.
  private volatile @Nullable Neighbour sender;
  private volatile @Nullable String epoch;
  private volatile @Nullable Lease lease;

  /** Where the neighbour was asked to resume. */
  private long asked;

  private long taken;
  private boolean acknowledgementDue;
  private boolean acknowledgementTimed;
  private long acknowledgedAt;

  /** The neighbour has sent all that there was when this link began. */
  private boolean live;

  private volatile String end = "closed by the neighbour";

  ReceiverSession(
      LinkConnection connection,
      Neighbours neighbours,
      LocationStore store,
      Handshake handshake,
      Postponed postponed) {
    super(connection);
    this.postponed = postponed;
    this.neighbours = neighbours;
    this.store = store;
    this.handshake = handshake;
    this.acknowledgedAt = connection.now() - ACK_NANOS;
  }

  @Override
  public void opened() {
    send("HERD", PeerLines.VERSION, neighbours.self(), nonce);
  }

  @Override
  public Object line(ByteString line) {
    var parsed = PeerLines.parse(line);
    if (parsed instanceof PeerLine.Update update && sender != null && epoch != null) {
      if (postponed.postpone(update.location(), taken) || postponed.isDue()) {
        return new LinkLine(this, update);
      }
      taken = postponed.bound(update.number());
      acknowledgementDue = true;
      sender.took();
      var receipt = new Receipt(sender.name(), epoch, taken);
      return new At(update.line(), update.location(), receipt, live && taken == update.number());
    }
    return new LinkLine(this, parsed);
  }

  @Override
  boolean mayWait(PeerLine line) {
    return switch (line) {
      case PeerLine.Hello _, PeerLine.Epoch _, PeerLine.Mark _ -> store.waits();
      case PeerLine.Update _,
          PeerLine.Refusal _,
          PeerLine.Herd _,
          PeerLine.Since _,
          PeerLine.Ack _,
          PeerLine.Malformed _ ->
          false;
    };
  }

  @Override
  void handle(PeerLine line) {
    switch (line) {
      case PeerLine.Hello hello when sender == null -> hello(hello);
      case PeerLine.Epoch named when sender != null && epoch == null ->
          begin(sender, named.epoch());
      case PeerLine.Mark mark when sender != null && epoch != null -> {
        taken = Math.max(taken, postponed.bound(mark.number()));
        store.receive(new Receipt(sender.name(), epoch, taken));
        acknowledgementDue = true;
        sender.caughtUp();
        live = true;
        resumeIfDue();
      }
      case PeerLine.Update _ when sender != null && epoch != null -> resumeIfDue();
      case PeerLine.Refusal refusal -> {
        end = printable(refusal.reason());
        if (sender != null && epoch == null) {
          sender.incomingRefused("it refused this member: " + printable(refusal.reason()));
        } else if (sender == null) {
          neighbours.refuseStranger(
              UNNAMED, connection.address(), "it says: " + printable(refusal.reason()));
        }
        connection.closeGently();
      }
      default -> refuse(unexpected(line));
    }
  }

  private void resumeIfDue() {
    if (postponed.isDue()) {
      end = "an update can be taken now that had to be left out: resuming there";
      connection.closeGently();
    }
  }

  private void hello(PeerLine.Hello hello) {
    var transcript =
        new Handshake.Transcript(neighbours.self(), nonce, hello.sender(), hello.nonce());
    if (!handshake.isProof(hello.proof(), transcript, Handshake.Side.SENDER)) {
      refuse(hello, "wrong proof: is herd.secret the same at both members?");
    } else if (connection.objection(hello.sender()).isPresent()) {
      refuse(hello, connection.objection(hello.sender()).get());
    } else if (hello.sender().equals(neighbours.self())) {
      refuse(hello, hello.sender() + " is this member's own name: do two members have it?");
    } else {
      neighbours
          .find(hello.sender())
          .ifPresentOrElse(
              known -> welcome(known, transcript),
              () ->
                  refuse(
                      hello,
                      neighbours.self() + " does not name " + hello.sender() + " as neighbour"));
    }
  }

  private void refuse(PeerLine.Hello hello, String reason) {
    neighbours.refuseStranger(hello.sender(), connection.address(), reason);
    refuse(reason);
  }

  private void welcome(Neighbour known, Handshake.Transcript transcript) {
    sender = known;
    connection.provedToBe(known.name());
    var last = store.lastReceipt(known.name());
    asked = last.map(Receipt::number).orElse(0L);
    send(
        "SINCE",
        last.map(Receipt::epoch).orElse(PeerLines.NO_EPOCH),
        Long.toString(asked),
        handshake.proof(transcript, Handshake.Side.RECEIVER));
  }

  private void begin(Neighbour known, String named) {
    var rival = known.receiver();
    if (rival != null && !named.equals(rival.epoch)) {
      refuseDouble(known.name(), rival.connection.address());
      return;
    }
    var link = LinkId.incoming(known.name());
    var last = store.lastReceipt(known.name());
    var holder = neighbours.leases().holder(link);
    if (holder.isPresent() && last.isPresent() && !named.equals(last.get().epoch())) {
      refuseDouble(known.name(), "replica " + holder.get());
      return;
    }
    neighbours.welcome(known.name());
    try {
      lease = neighbours.leases().take(link, this::close);
      begin(known, named, store.lastReceipt(known.name()));
    } finally {
      if (!connection.isOpen()) { // closed while this waited
        ended(known);
      }
    }
  }

  /**
   * The link is this process's.
   *
   * @param last what whoever had it before has noted, for the last time
   */
  private void begin(Neighbour known, String named, Optional<Receipt> last) {
    if (last.isPresent() && last.get().epoch().equals(named)) {
      taken = last.get().number();
      if (taken < asked) {
        close("less was taken of its feed than it has been told");
        return;
      }
      known.hasItsStore();
    } else {
      store.receive(new Receipt(known.name(), named, 0));
      if (last.isPresent()) {
        known.lostItsStore();
      } else {
        known.hasItsStore();
      }
    }
    epoch = named;
    known.incomingUp(this);
  }

  /**
   * A link of the same name is open, here or at another replica, from another store. Were it
   * replaced, as one that is only half open is, two processes would replace each other's for ever,
   * and have everything sent again each time. If it was a neighbour that has come back without its
   * disk, the old link ends soon.
   */
  private void refuseDouble(String name, String rival) {
    var reason =
        "another process is %s, with another store, at %s: do two members have this name?"
            .formatted(name, rival);
    neighbours.refuseStranger(name, connection.address(), reason);
    refuse(reason);
  }

  @Override
  void refuse(String reason) {
    end = reason;
    super.refuse(reason);
  }

  /** Ends it now, from any thread. */
  void close(String reason) {
    end = reason;
    connection.close();
  }

  @Override
  public void idle() {
    if (!acknowledgementDue) {
      return;
    }
    var now = connection.now();
    var early = acknowledgedAt + ACK_NANOS - now;
    if (early <= 0) {
      acknowledgementDue = false;
      acknowledgementTimed = false;
      acknowledgedAt = now;
      send("ACK", Long.toString(taken));
    } else if (!acknowledgementTimed) {
      acknowledgementTimed = true;
      connection.idleAfter(early);
    }
  }

  @Override
  public void closed() {
    if (sender == null) {
      connection
          .tlsFailure()
          .ifPresent(reason -> neighbours.refuseStranger(UNNAMED, connection.address(), reason));
    }
    if (sender != null && epoch != null) {
      ended(sender);
    } else if (lease != null) {
      lease.release();
    }
  }

  private void ended(Neighbour known) {
    known.incomingDown(this, end);
    if (lease != null) {
      lease.release();
    }
  }
}
