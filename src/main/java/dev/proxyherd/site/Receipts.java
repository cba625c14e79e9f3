package dev.proxyherd.site;

import dev.proxyherd.location.Offer;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How far the neighbours' feeds have been taken. Kept in the engine, where only the replica that
 * holds the link of a neighbour may change its receipt.
 *
 * <p>The receipts of records are noted here first, and written a moment later: whoever resumes
 * before that is sent again what is there already.
 */
final class Receipts {
  /** How much of a neighbour's feed is taken again after a fail-over, in microseconds. */
  private static final long ASK_AGAIN_MICROS = 60_000_000;

  private static final long NO_TOKEN = 0;

  private final Engine engine;
  private final Keys keys;
  private final ReceiptTokens tokens;
  private final Supplier<Collection<String>> neighbours;

  /** The last that is known to be in the engine, or to be on its way there. */
  private final Map<String, Receipt> last = new ConcurrentHashMap<>();

  /** Those that are to be written, by sender. Guarded by itself. */
  private final Map<String, Noted> unwritten = new HashMap<>();

  /** Held while one is written: what is older must not come later. */
  private final Object writing = new Object();

  /** Who is still to be asked again. Used by the watch only. */
  private final Set<String> unasked = new HashSet<>();

  /** Of the neighbours' stores, as last seen by the watch. */
  private final Map<String, String> epochs = new HashMap<>();

  /**
   * @param neighbours the names of all, whichever replica has their links
   */
  Receipts(
      Engine engine, Keys keys, ReceiptTokens tokens, Supplier<Collection<String>> neighbours) {
    this.engine = engine;
    this.keys = keys;
    this.tokens = tokens;
    this.neighbours = neighbours;
  }

  /** A receipt, and the token of the link that it has come with. */
  private record Noted(Receipt receipt, long token) {
    /** Of a newer link, or further in the same. */
    static Noted greater(Noted one, Noted other) {
      if (one.token != other.token) {
        return one.token > other.token ? one : other;
      }
      return one.receipt.number() > other.receipt.number() ? one : other;
    }
  }

  /** The neighbour that an offer comes from, if what it says is of the store that it has. */
  String origin(Offer offer) {
    var receipt = offer.receipt();
    return receipt != null && isCurrent(receipt) ? receipt.sender() : "";
  }

  private boolean isCurrent(Receipt receipt) {
    var known = last.get(receipt.sender());
    return known == null || known.epoch().equals(receipt.epoch());
  }

  /**
   * By what the receipts of offers are to be written: the links that they have come with may have
   * been replaced when they are recorded.
   */
  Map<String, Long> tokens(List<Offer> offers) {
    var found = new HashMap<String, Long>();
    for (var offer : offers) {
      var receipt = offer.receipt();
      if (receipt != null && !found.containsKey(receipt.sender())) {
        found.put(receipt.sender(), tokens.of(receipt.sender()).orElse(NO_TOKEN));
      }
    }
    return found;
  }

  /**
   * Notes the receipts of offers that have been recorded: up to the first that has not.
   *
   * @param handed the {@link #tokens} of when they were handed in
   */
  void take(List<Offer> offers, Map<String, Long> handed) {
    var failed = new HashSet<String>();
    for (var offer : offers) {
      var receipt = offer.receipt();
      if (receipt != null && !failed.contains(receipt.sender()) && isCurrent(receipt)) {
        if (isRecorded(offer)) {
          note(receipt, handed.getOrDefault(receipt.sender(), NO_TOKEN));
        } else {
          failed.add(receipt.sender());
        }
      }
    }
  }

  static boolean isRecorded(Offer offer) {
    try {
      var _ = offer.outcome();
      return true;
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  private void note(Receipt receipt, long token) {
    last.putIfAbsent(receipt.sender(), receipt);
    if (token != NO_TOKEN) {
      synchronized (unwritten) {
        unwritten.merge(receipt.sender(), new Noted(receipt, token), Noted::greater);
      }
    }
  }

  /** Notes how far a feed has been taken, and of which store. Waits. */
  void receive(Receipt receipt) {
    var token = tokens.of(receipt.sender());
    if (last.containsKey(receipt.sender()) && isCurrent(receipt)) {
      note(receipt, token.orElse(NO_TOKEN));
      return;
    }
    synchronized (writing) {
      synchronized (unwritten) {
        unwritten.remove(receipt.sender());
      }
      if (token.isPresent() && write(new Noted(receipt, token.getAsLong()))) {
        last.put(receipt.sender(), receipt);
      }
    }
  }

  /** What the engine has, with what this replica has noted. Waits. */
  Optional<Receipt> last(String sender) {
    write();
    var found = read(sender);
    found.ifPresentOrElse(receipt -> last.put(sender, receipt), () -> last.remove(sender));
    return found;
  }

  private Optional<Receipt> read(String sender) {
    var held = engine.ask(engine.connections().commands().hgetall(keys.receipt(sender)));
    var fields = new HashMap<String, String>();
    held.forEach(
        (field, value) ->
            fields.put(
                new String(field, StandardCharsets.UTF_8),
                new String(value, StandardCharsets.UTF_8)));
    return Optional.ofNullable(fields.get("epoch"))
        .map(epoch -> new Receipt(sender, epoch, Long.parseLong(fields.get("number"))));
  }

  /** Writes what has been noted. Waits; what cannot be written stays noted. */
  void write() {
    synchronized (writing) {
      Map<String, Noted> next;
      synchronized (unwritten) {
        next = Map.copyOf(unwritten);
      }
      for (var noted : next.values()) {
        try {
          var _ = write(noted);
        } catch (StoreUnavailableException e) {
          continue;
        }
        synchronized (unwritten) {
          unwritten.remove(noted.receipt.sender(), noted);
        }
      }
    }
  }

  /** Whether the link is this replica's still. */
  private boolean write(Noted noted) {
    var receipt = noted.receipt;
    var arguments = Functions.receipt(noted.token, receipt.epoch(), receipt.number());
    var isHeld = call(receipt.sender(), arguments);
    if (!isHeld) {
      tokens.refused(receipt.sender(), noted.token);
    }
    return isHeld;
  }

  private boolean call(String neighbour, byte[][] arguments) {
    var linkKeys = new byte[][] {keys.incoming(neighbour), keys.receipt(neighbour)};
    return engine.ask(engine.call(Functions.RECEIPT, linkKeys, arguments)).getFirst().equals(1L);
  }

  /** Has all neighbours send again what they have sent lately, and what they have of this site. */
  void askAgain() {
    unasked.addAll(neighbours.get());
  }

  /**
   * Asks those that are to be, as far as their part of the engine can be reached. Waits.
   *
   * @return whether all have been
   */
  boolean ask() {
    unasked.removeIf(this::hasAsked);
    return unasked.isEmpty();
  }

  /**
   * The neighbours that have another store than when this was last asked, as whichever replica has
   * their link has found. Waits, and finds out what it can.
   */
  List<String> renewed() {
    var renewed = new ArrayList<String>();
    for (var neighbour : neighbours.get()) {
      try {
        var epoch = read(neighbour).map(Receipt::epoch).orElse(null);
        var before = epoch == null ? null : epochs.put(neighbour, epoch);
        if (before != null && !before.equals(epoch) && tokens.of(neighbour).isEmpty()) {
          renewed.add(neighbour);
        }
      } catch (StoreUnavailableException e) {
        // It is looked for again.
      }
    }
    return renewed;
  }

  private boolean hasAsked(String neighbour) {
    try {
      var token = tokens.of(neighbour);
      last(neighbour)
          .ifPresent(
              known ->
                  call(
                      neighbour,
                      Functions.lowerReceipt(Math.max(0, known.number() - ASK_AGAIN_MICROS))));
      token.ifPresent(held -> tokens.refused(neighbour, held));
      return true;
    } catch (StoreUnavailableException e) {
      return false;
    }
  }
}
