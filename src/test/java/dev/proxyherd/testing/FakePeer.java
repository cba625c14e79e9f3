package dev.proxyherd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A neighbour that knows the herd's secret, and sends whatever it likes. Written from the protocol
 * page, not from the members' code.
 */
public final class FakePeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NONCE = "00112233445566778899aabbccddeeff";

  private final LineSocket socket;

  private FakePeer(LineSocket socket) {
    this.socket = socket;
  }

  /** Dials a member's peer port. */
  public static FakePeer dial(InetSocketAddress peerPort) {
    return new FakePeer(LineSocket.connect(peerPort, PATIENCE));
  }

  /** Shakes hands as the sender of a link, up to where updates may follow. */
  public FakePeer linkAs(String name, String epoch) {
    hello(name, TestMember.SECRET);
    var since = socket.readLine();
    if (!since.startsWith("SINCE ")) {
      throw new AssertionError(since);
    }
    socket.sendLine("EPOCH " + epoch);
    return this;
  }

  /** Answers the greeting. */
  public FakePeer hello(String name, String secret) {
    socket.sendLine(helloLine(socket.readLine().split(" ", -1), name, secret));
    return this;
  }

  /** The answer to the fields of a greeting. */
  public static String helloLine(String[] greeting, String name, String secret) {
    var text = String.join(" ", "1", greeting[2], greeting[3], name, NONCE, "sender");
    return String.join(" ", "HELLO", name, NONCE, hmac(secret, text));
  }

  /** The connection itself. */
  public LineSocket socket() {
    return socket;
  }

  /** Waits until the member has taken everything that was sent. */
  public void awaitTaken(long number) {
    socket.sendLine("MARK " + number);
    var line = socket.readLine();
    while (!line.equals("ACK " + number)) {
      line = socket.readLine();
    }
  }

  private static String hmac(String secret, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
