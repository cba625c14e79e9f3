package dev.proxyherd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A client with a plain blocking socket, for either port of a member on this machine. Every wait
 * ends, after a time that no working member needs.
 */
public final class LineSocket implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final InetSocketAddress ANY = new InetSocketAddress(0);

  private final Socket socket;

  /** What TLS runs on, or the same. */
  private final Socket plain;

  private final InputStream in;

  private LineSocket(Socket socket, Socket plain) throws IOException {
    this.socket = socket;
    this.plain = plain;
    in = new BufferedInputStream(socket.getInputStream());
  }

  public static LineSocket connect(int port) {
    return connect(port, 0);
  }

  /** Connects from another of this machine's own addresses, such as 127.0.0.2. */
  public static LineSocket connectFrom(String source, int port) {
    var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return connect(new InetSocketAddress(source, 0), target, PATIENCE, 0);
  }

  /**
   * Connects with a receive buffer of this size, so that a client that does not read is full soon.
   *
   * @param receiveBuffer bytes; 0 for the system's choice
   */
  public static LineSocket connect(int port, int receiveBuffer) {
    var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return connect(ANY, target, PATIENCE, receiveBuffer);
  }

  /**
   * Connects to a member anywhere.
   *
   * @param patience how long the connection, and then each read, may take
   */
  public static LineSocket connect(InetSocketAddress address, Duration patience) {
    return connect(ANY, address, patience, 0);
  }

  private static LineSocket connect(
      InetSocketAddress source, InetSocketAddress address, Duration patience, int receiveBuffer) {
    var socket = new Socket();
    try {
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.bind(source);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) patience.toMillis());
      socket.connect(address, (int) patience.toMillis());
      return new LineSocket(socket, socket);
    } catch (IOException e) {
      try {
        socket.close();
      } catch (IOException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw new UncheckedIOException(e);
    }
  }

  /** Has this connection speak TLS; returns when the handshake is over, on this side. */
  public LineSocket encrypt(SSLContext tls) throws IOException {
    return encrypt(tls, "TLSv1.3");
  }

  /**
   * Has this connection speak TLS.
   *
   * @param version such as {@code TLSv1.2}
   */
  public LineSocket encrypt(SSLContext tls, String version) throws IOException {
    var encrypted =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    encrypted.setEnabledProtocols(new String[] {version});
    encrypted.startHandshake();
    return new LineSocket(encrypted, plain);
  }

  /** The same connection below TLS. */
  public LineSocket belowTls() throws IOException {
    return new LineSocket(plain, plain);
  }

  /** Sends all, shuts down the sending side and reads to the end, as {@code printf … | nc}. */
  public static String exchange(int port, String text) {
    try (var client = connect(port)) {
      return client.send(text).shutdownOutput().readToEnd();
    }
  }

  /** Sends a text as it is, in one segment if it fits one. */
  public LineSocket send(String text) {
    return send(text.getBytes(UTF_8));
  }

  public LineSocket send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public LineSocket sendLine(String line) {
    return send(line + "\n");
  }

  /** Sends a line and waits for the one line that answers it. */
  public String ask(String line) {
    return sendLine(line).readLine();
  }

  public LineSocket shutdownOutput() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line without its LF; at the end of the stream this fails. */
  public String readLine() {
    return new String(readLineBytes(), UTF_8);
  }

  public byte[] readLineBytes() {
    var line = new ByteArrayOutputStream();
    for (var next = read(); next != '\n'; next = read()) {
      if (next < 0) {
        throw new AssertionError("closed behind: " + line.toString(UTF_8));
      }
      line.write(next);
    }
    return line.toByteArray();
  }

  /** The rest of a reply to a WHATSAT: up to two newlines, which are left out. */
  public String readPlaces() {
    var text = new StringBuilder(readLine());
    for (var line = readLine(); !line.isEmpty(); line = readLine()) {
      text.append('\n').append(line);
    }
    return text.toString();
  }

  public String readToEnd() {
    return new String(readBytesToEnd(), UTF_8);
  }

  public byte[] readBytesToEnd() {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the other side has ended the connection, in whatever way. */
  public void awaitClose() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open", e);
    } catch (IOException e) {
      // reset: closed too
    }
  }

  /** Whether nothing has arrived that was not read. */
  public boolean isQuiet() {
    try {
      return in.available() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops the connection with a TCP reset. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int read() {
    try {
      return in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
