package dev.proxyherd.peer;

import dev.proxyherd.protocol.PeerLines;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What two members prove to each other: that both know the herd's secret, now, on this connection,
 * each in its own part. Neither sends the secret, and no proof is good for another connection.
 */
final class Handshake {
  /** Whose proof it is, so that one side's cannot be played back as the other's. */
  enum Side {
    SENDER("sender"),
    RECEIVER("receiver");

    private final String word;

    Side(String word) {
      this.word = word;
    }
  }

  private static final String ALGORITHM = "HmacSHA256";
  private static final int NONCE_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  Handshake(String secret) {
    key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** 128 random bits, in hexadecimal digits. */
  static String nonce() {
    var nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return HexFormat.of().formatHex(nonce);
  }

  /**
   * One connection as both sides see it. A name has no space in it, nor has a nonce that was read
   * as a field, so that the text below reads in one way only.
   */
  record Transcript(String receiver, String receiverNonce, String sender, String senderNonce) {}

  /**
   * HMAC-SHA-256 under the secret over {@code <version> <receiver> <receiver's nonce> <sender>
   * <sender's nonce> <side>}, in 64 hexadecimal digits.
   */
  String proof(Transcript transcript, Side side) {
    var text =
        String.join(
            " ",
            PeerLines.VERSION,
            transcript.receiver(),
            transcript.receiverNonce(),
            transcript.sender(),
            transcript.senderNonce(),
            side.word);
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** Compares in a time that tells nothing about where the difference is. */
  boolean isProof(String given, Transcript transcript, Side side) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8),
        proof(transcript, side).getBytes(StandardCharsets.UTF_8));
  }
}
