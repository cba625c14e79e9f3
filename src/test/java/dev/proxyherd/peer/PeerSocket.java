package dev.proxyherd.peer;

import dev.proxyherd.peer.Handshake.Side;
import dev.proxyherd.peer.Handshake.Transcript;
import dev.proxyherd.testing.TestMember;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One side of a link, played by hand. */
final class PeerSocket implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final BufferedReader in;

  PeerSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Dials a member as its neighbour would. */
  static PeerSocket dial(TestMember member) throws IOException {
    return new PeerSocket(new Socket(InetAddress.getLoopbackAddress(), member.peerPort()));
  }

  /** Waits for a member to dial. */
  static PeerSocket accept(ServerSocket listener) throws IOException {
    listener.setSoTimeout(TIMEOUT_MILLIS);
    return new PeerSocket(listener.accept());
  }

  static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  void send(String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The next line; null at the end. */
  @Nullable String read() throws IOException {
    try {
      return in.readLine();
    } catch (SocketException e) {
      return null;
    }
  }

  /**
   * The fields of the next line, which begins with this verb; heartbeats before it are passed over.
   */
  String[] expect(String verb) throws IOException {
    var line = read();
    while (line != null && line.startsWith("MARK ") && !verb.equals("MARK")) {
      line = read();
    }
    if (line == null || !line.startsWith(verb + " ")) {
      throw new AssertionError("expected " + verb + ", got " + line);
    }
    return line.split(" ");
  }

  /** Sends a heartbeat and waits for what answers it; false when the link has ended. */
  boolean heartbeat(long number) throws IOException {
    try {
      send("MARK " + number);
      return read() != null;
    } catch (SocketException e) {
      return false;
    }
  }

  /** Drops the connection with a TCP reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Whether nothing has arrived that was not read. */
  boolean isQuiet() throws IOException {
    return !in.ready();
  }

  /** Reads up to this acknowledgement; false when the link ends before it. */
  static boolean acknowledged(PeerSocket peer, long number) throws IOException {
    for (var line = peer.read(); line != null; line = peer.read()) {
      if (line.equals("ACK " + number)) {
        return true;
      }
    }
    return false;
  }

  /** All further lines up to the end. */
  Stream<String> rest() throws IOException {
    var lines = Stream.<String>builder();
    for (var line = read(); line != null; line = read()) {
      lines.add(line);
    }
    return lines.build();
  }

  /** Shakes hands as the sender, and returns the fields of {@code SINCE}. */
  String[] helloAs(String name) throws IOException {
    return helloAs(name, TestMember.SECRET);
  }

  String[] helloAs(String name, String secret) throws IOException {
    sendHello(name, secret);
    return expect("SINCE");
  }

  void sendHello(String name, String secret) throws IOException {
    var greeting = expect("HERD");
    var transcript = new Transcript(greeting[2], greeting[3], name, "0123456789abcdef");
    send(
        "HELLO %s %s %s"
            .formatted(
                name,
                transcript.senderNonce(),
                new Handshake(secret).proof(transcript, Side.SENDER)));
  }

  /** Shakes hands as the receiver, and returns the sender's epoch. */
  String welcomeAs(String name, String epoch, long number) throws IOException {
    var transcript = greetAs(name);
    sendSince(transcript, epoch, number, TestMember.SECRET);
    return expect("EPOCH")[1];
  }

  Transcript greetAs(String name) throws IOException {
    send("HERD 1 " + name + " fedcba9876543210");
    var hello = expect("HELLO");
    return new Transcript(name, "fedcba9876543210", hello[1], hello[2]);
  }

  void sendSince(Transcript transcript, String epoch, long number, String secret)
      throws IOException {
    var proof = new Handshake(secret).proof(transcript, Side.RECEIVER);
    send("SINCE %s %d %s".formatted(epoch, number, proof));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
