package dev.proxyherd.tcp;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.ip.tcp.connection.TcpListener;
import org.springframework.integration.ip.tcp.connection.TcpNetConnection;
import org.springframework.integration.ip.tcp.serializer.SoftEndOfStreamException;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * A connection of lines, read and handled by one virtual thread.
 *
 * <p>What that thread sends is kept until no further whole line is waiting to be read, so that many
 * commands in flight are answered in one write; what another thread sends goes out at once.
 */
public final class LineConnection extends TcpNetConnection {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();
  private final Socket socket;
  private final LineLimits limits;
  private final LineObserver observer;
  private final MessageHeaders headers;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final LineInput input;
  private final LineOutput output;
  private @Nullable LineSession session;
  private @Nullable Thread readerThread;
  private volatile CloseReason closeReason = CloseReason.CLOSED_HERE;
  private volatile String peer = "";
  private Runnable onClose = () -> {};

  LineConnection(
      Socket socket,
      boolean server,
      @Nullable String factory,
      LineLimits limits,
      LineObserver observer) {
    super(socket, server, false, null, factory);
    this.socket = socket;
    this.limits = limits;
    this.observer = observer;
    this.headers = new LineMessage.Headers(this);
    this.input = new LineInput(socket, limits, this::beforeWaiting);
    this.output = new LineOutput(socket);
  }

  void attach(LineSession session, Runnable onClose) {
    this.session = session;
    this.onClose = onClose;
  }

  /** Lets the connection do nothing but close, once it is known everywhere and can be taken out. */
  void refuse(CloseReason reason, Runnable onClose) {
    closeReason = reason;
    this.onClose = onClose;
  }

  /** Counts the connections of this process: short enough for a log. */
  public long number() {
    return number;
  }

  /**
   * What the lines of this connection mean.
   *
   * @throws IllegalStateException for a connection that was refused
   */
  public LineSession session() {
    var meaning = session;
    if (meaning == null) {
      throw new IllegalStateException("refused");
    }
    return meaning;
  }

  /** The other side's name once it has proved it; empty before, and for a client. */
  public String peer() {
    return peer;
  }

  public void setPeer(String name) {
    peer = name;
  }

  MessageHeaders headers() {
    return headers;
  }

  @Override
  public void run() {
    var opened = session;
    if (opened == null) {
      close();
      return;
    }
    readerThread = Thread.currentThread();
    try {
      observer.opened(this);
      opened.opened();
      super.run();
    } finally {
      close();
      opened.closed();
    }
  }

  /**
   * Waits for the next line and returns what it means to the session.
   *
   * @throws SoftEndOfStreamException when there will be no more, whatever the reason: nothing that
   *     the other side does is worth a stack trace
   */
  @Override
  public Object getPayload() {
    var meaning = session();
    try {
      var line = closed.get() ? null : input.next();
      if (line != null) {
        observer.received(this, line);
        var payload = input.isTooLong() ? meaning.tooLong(line) : meaning.line(line);
        if (!closed.get()) {
          return payload;
        }
      } else if (!closed.get()) {
        noMoreLines(meaning);
      }
    } catch (SocketTimeoutException e) {
      end(CloseReason.IDLE_TIMEOUT);
    } catch (IOException e) {
      end(CloseReason.RESET);
    }
    throw new SoftEndOfStreamException();
  }

  /**
   * What fails when the connection is closed already fails for nobody: a reply that comes when the
   * member has stopped, say.
   */
  @Override
  public void registerListener(@Nullable TcpListener listener) {
    super.registerListener(listener == null ? null : message -> pass(message, listener));
  }

  private void pass(Message<?> message, TcpListener listener) {
    try {
      listener.onMessage(message);
    } catch (RuntimeException e) {
      if (!closed.get()) {
        throw e;
      }
      logger.debug("after the connection was closed", e);
    }
  }

  private void noMoreLines(LineSession meaning) {
    meaning.idle();
    if (input.end() == CloseReason.FINISHED) {
      flush();
      end(CloseReason.FINISHED);
    } else {
      closeGently(input.end());
    }
  }

  /** No whole line is at hand: what has been sent goes out. */
  private void beforeWaiting() {
    session().idle();
    flush();
  }

  /** Writes out what has been sent, then closes. On the reader's thread only. */
  public void closeGently(CloseReason reason) {
    end(reason);
    flush();
    try {
      Linger.over(socket);
    } catch (IOException e) {
      logger.debug("connection lost while it was being closed", e);
    }
    close();
  }

  /**
   * Ends the connection as soon as all that has arrived is answered, and the other side has had
   * time to read it. To be called again and again until it is closed.
   */
  void drain(long now) {
    try {
      input.drain().advance();
    } catch (IOException e) {
      logger.debug("connection lost while it was being drained", e);
    }
    if (input.drain().isDoneFor(Linger.TIME.toNanos(), now)) {
      close(CloseReason.DRAINED);
    }
  }

  /** Closes the connection now; returns whether all that had arrived was answered. */
  boolean endDrain() {
    var done = input.drain().isDone();
    close(done ? CloseReason.DRAINED : CloseReason.CLOSED_HERE);
    return done;
  }

  /** Whether a further line has arrived whole. On the reader's thread only. */
  public boolean hasNextLine() {
    return input.hasNext();
  }

  private void end(CloseReason reason) {
    if (closeReason == CloseReason.CLOSED_HERE && !closed.get()) {
      closeReason = reason;
    }
  }

  @Override
  public void send(Message<?> message) {
    send((byte[]) message.getPayload());
  }

  /** Sends whole lines. After the connection has broken this does nothing: its reader ends it. */
  public void send(byte[] lines) {
    if (closed.get()) {
      return;
    }
    observer.sent(this, lines);
    try {
      output.write(lines, !Thread.currentThread().equals(readerThread));
    } catch (IOException e) {
      close(CloseReason.RESET);
    }
  }

  /** Writes out what has been sent so far. */
  public void flush() {
    try {
      output.flush();
    } catch (IOException e) {
      close(CloseReason.RESET);
    }
  }

  /** Closes the connection if one of its deadlines has passed. */
  void enforceDeadlines(long now) {
    if (isOver(input.lineSince(), limits.lineTimeout().toNanos(), now)) {
      close(CloseReason.LINE_TIMEOUT);
    } else if (isOver(output.writingSince(), limits.writeTimeout().toNanos(), now)) {
      close(CloseReason.WRITE_TIMEOUT);
    }
  }

  private static boolean isOver(long since, long limit, long now) {
    return since != 0 && now - since > limit;
  }

  /** Closes the connection from any thread, for this reason unless there has been another. */
  public void close(CloseReason reason) {
    end(reason);
    close();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      output.close();
      super.close();
      onClose.run();
      observer.closed(this, closeReason);
    }
  }

  /** Observers are told instead: events would be published on the command path. */
  @Override
  protected void publishConnectionOpenEvent() {}

  @Override
  protected void publishConnectionCloseEvent() {}

  @Override
  protected void publishConnectionExceptionEvent(Throwable exception) {}
}
