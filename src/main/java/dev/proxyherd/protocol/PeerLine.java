package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;

/** One line of a link. Names, nonces, proofs and epochs are single fields. */
public sealed interface PeerLine {
  /** Receiver: {@code HERD <version> <receiver> <nonce>}. */
  record Herd(String version, String receiver, String nonce) implements PeerLine {}

  /** Sender: {@code HELLO <sender> <nonce> <proof>}. */
  record Hello(String sender, String nonce, String proof) implements PeerLine {}

  /** Receiver: {@code SINCE <epoch> <number> <proof>}: what it took last, and from which store. */
  record Since(String epoch, long number, String proof) implements PeerLine {}

  /** Sender: {@code EPOCH <epoch>}: the store whose numbers follow. */
  record Epoch(String epoch) implements PeerLine {}

  /** Sender: {@code AT <server> <difference> <client> <location> <time> <number>}. */
  record Update(ByteString line, ClientLocation location, long number) implements PeerLine {}

  /** Sender: {@code MARK <number>}: everything up to this number has been sent. */
  record Mark(long number) implements PeerLine {}

  /** Receiver: {@code ACK <number>}: everything up to this number has been taken. */
  record Ack(long number) implements PeerLine {}

  /** Either: {@code ? <reason>}, before it closes the link. */
  record Refusal(String reason) implements PeerLine {}

  /** Anything else. */
  record Malformed(ByteString line) implements PeerLine {}
}
