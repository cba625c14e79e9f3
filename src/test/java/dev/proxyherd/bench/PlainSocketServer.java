package dev.proxyherd.bench;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.Timestamps;
import dev.proxyherd.protocol.ClientCommands;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.LineWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;

/**
 * What a member is measured against: plain sockets, a virtual thread each, the same parser, the
 * same store, the same replies, and nothing else: no limits, no deadlines, no counts.
 */
final class PlainSocketServer implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final ByteString SELF = ByteString.of("Plain");

  private final InstantSource clock = InstantSource.system();
  private final LocationStore store;
  private final ServerSocket listener =
      new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());

  PlainSocketServer(LocationStore store) throws IOException {
    this.store = store;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      var out = new BufferedOutputStream(socket.getOutputStream());
      var line = new ByteArrayOutputStream();
      for (var next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
          continue;
        }
        out.write(reply(ByteString.wrap(line.toByteArray())));
        line.reset();
        if (in.available() == 0) {
          out.flush();
        }
      }
    } catch (IOException e) {
      // the client went away
    }
  }

  private byte[] reply(ByteString line) {
    if (!(ClientCommands.parse(line) instanceof IamAt command)) {
      return LineWriter.refusal(line);
    }
    var location =
        new ClientLocation(
            SELF,
            Timestamps.renderDifference(Timestamps.now(clock) - command.timeNanos()),
            command.client(),
            command.location(),
            command.time());
    store.offer(location);
    return new LineWriter(location.fields().length() + 4).at(location).toBytes();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
