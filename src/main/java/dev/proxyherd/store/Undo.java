package dev.proxyherd.store;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.Journal.Entry;
import dev.proxyherd.location.Journal.Holder;
import dev.proxyherd.location.Receipt;
import java.util.ArrayList;
import java.util.function.Consumer;

/** Takes back what was refused and may have been written all the same. */
final class Undo {
  private Undo() {}

  /**
   * What the store holds of everything that a refused entry is about.
   *
   * @param holder the store, which has not taken it
   */
  static Entry of(Entry refused, Holder holder) {
    var unknown = new ArrayList<ByteString>();
    var held = new ArrayList<Change>();
    Consumer<ByteString> sort =
        client -> holder.held(client).ifPresentOrElse(held::add, () -> unknown.add(client));
    refused.removed().forEach(sort);
    refused.changes().forEach(change -> sort.accept(change.location().client()));
    var receipts = refused.receipts().stream().map(receipt -> before(receipt, holder)).toList();
    return new Entry(unknown, held, receipts, refused.lastNumber(), refused.tally());
  }

  /** From a sender that was never heard of everything is yet to come. */
  private static Receipt before(Receipt refused, Holder holder) {
    var nothing = new Receipt(refused.sender(), refused.epoch(), 0);
    return holder.lastReceipt(refused.sender()).orElse(nothing);
  }
}
