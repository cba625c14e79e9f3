package dev.proxyherd.site;

import java.util.OptionalLong;

/** By what receipts of a neighbour's feed are written: the token of its incoming link. */
interface ReceiptTokens {
  /**
   * The token by which this replica holds the neighbour's link; empty when it does not hold it. To
   * be asked for when a receipt is handed in, and not when it is written: by then the link may be
   * another connection's.
   */
  OptionalLong of(String neighbour);

  /** The engine has refused a token: whatever this replica believes, the link is not its own. */
  void refused(String neighbour, long token);
}
