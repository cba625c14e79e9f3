package dev.proxyherd.tcp;

import dev.proxyherd.location.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * A connection of lines, on one event loop. What its lines are answered is kept until the end of
 * the {@link Turn}, so that many commands in flight are answered in one write.
 */
public final class LineConnection extends ChannelConnection implements LineIntake.Receiver {
  private final SocketChannel channel;
  private final EventLoop loop;
  private final Turn turn;
  private final LineObserver observer;
  private final MessageHeaders headers;
  private final AtomicBoolean wakeIsDue = new AtomicBoolean();
  private final LineIntake intake;
  private final LineOutput output;
  private final Ending ending;
  private final Drain drain;
  private @Nullable LineSession session;
  private Runnable onClose = () -> {};
  private boolean touched;

  LineConnection(
      SocketChannel channel,
      Turn turn,
      boolean server,
      String factory,
      LineLimits limits,
      LineObserver observer) {
    super(channel.remoteAddress(), server, factory);
    this.channel = channel;
    this.loop = channel.eventLoop();
    this.turn = turn;
    this.observer = observer;
    this.headers = new LineMessage.Headers(this);
    this.output = new LineOutput(channel);
    this.intake = new LineIntake(channel, turn, limits, output, this);
    this.ending = new Ending(channel, output, this::close);
    this.drain = new Drain(intake, turn);
  }

  void attach(LineSession session, Runnable onClose) {
    this.session = session;
    this.onClose = onClose;
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

  /** It is known everywhere, and its lines may come. */
  void open() {
    if (isOpen()) {
      observer.opened(this);
      intake.open(session());
      touch();
    }
  }

  /** Bytes have arrived. */
  void read(ByteBuf bytes) {
    if (isEnding()) {
      ending.discard(bytes.readableBytes());
    } else {
      intake.append(bytes);
    }
  }

  /**
   * The other side will send nothing more. Told twice where both TLS and TCP say so.
   *
   * @param whole whether it has said that this is the end: it may have been cut off otherwise
   */
  void inputEnded(boolean whole) {
    if (!intake.isOpen()) {
      close(CloseReason.FINISHED);
    } else if (!intake.hasInputEnded()) {
      if (isEnding()) {
        close();
      } else {
        intake.inputEnded(whole);
      }
    }
  }

  /** There is room for replies again. */
  void writable() {
    output.wake();
    if (!isEnding()) {
      intake.resumeSoon(); // not here: this may be told in the midst of a write
    }
  }

  /** The channel is gone. */
  void lost() {
    close(CloseReason.RESET);
    output.discard();
    session().closed();
  }

  /** Has {@link #endTurn} called at the end of the turn. */
  @Override
  public void touch() {
    if (!touched) {
      touched = true;
      turn.touch(this);
    }
  }

  /** All that was gathered is recorded. */
  void endTurn() {
    if (!isEnding()) {
      intake.endTurn();
    }
    if (!isEnding() && intake.isFinished()) {
      end(CloseReason.FINISHED);
      ending.finish();
    }
    output.flush();
    touched = false;
  }

  @Override
  public void received(ByteString line) {
    observer.received(this, line);
  }

  /** What fails on a closed connection fails for nobody: a reply after the stop, say. */
  @Override
  public void pass(Object payload) {
    var listener = getListener();
    if (listener == null) {
      return;
    }
    try {
      listener.onMessage(new LineMessage(payload, headers));
    } catch (RuntimeException e) {
      if (isOpen()) {
        logger.error("Closing " + this, e);
        close();
      }
    }
  }

  /** Writes out what has been sent, then closes. From any thread. */
  @Override
  public void closeGently(CloseReason reason) {
    if (!loop.inEventLoop()) {
      turn.execute(() -> closeGently(reason));
    } else if (!intake.isOpen()) {
      close(reason);
    } else if (!isEnding()) {
      end(reason);
      intake.stop();
      if (intake.hasInputEnded()) {
        ending.finish();
      } else {
        ending.linger();
      }
    }
  }

  /** Whether it is closed, or about to be, and takes no further line. */
  public boolean isEnding() {
    return ending.hasBegun() || !isOpen();
  }

  /**
   * Ends the connection as soon as all that has arrived is answered, and the other side has had
   * time to read it. To be called again and again until it is closed.
   */
  void drain() {
    turn.execute(
        () -> {
          if (!isEnding() && !touched && drain.advance(System.nanoTime())) {
            closeGently(CloseReason.DRAINED);
          }
        });
  }

  /** Closes the connection now; returns whether all that had arrived was answered. */
  boolean endDrain() {
    var done = drain.isDone();
    close(done ? CloseReason.DRAINED : CloseReason.CLOSED_HERE);
    return done;
  }

  /** Whether the other side reads what it is sent. */
  public boolean hasRoom() {
    return output.hasRoom();
  }

  /** Has the session called when it is {@linkplain LineSession#idle idle}. From any thread. */
  public void wake() {
    if (loop.inEventLoop()) {
      touch();
    } else if (wakeIsDue.compareAndSet(false, true)) {
      turn.execute(
          () -> {
            wakeIsDue.set(false);
            touch();
          });
    }
  }

  /** The same after a while. */
  public void wakeIn(long nanos) {
    if (!loop.isShuttingDown()) {
      var _ = loop.schedule(this::wake, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Whether a further line has arrived whole. On the event loop only. */
  public boolean hasNextLine() {
    return intake.hasNext();
  }

  @Override
  public void send(Message<?> message) {
    send((byte[]) message.getPayload());
  }

  /**
   * Sends whole lines, at the end of the turn. After the connection has broken this does nothing. A
   * thread that is no event loop's waits while the other side does not read.
   */
  public void send(byte[] lines) {
    if (!isOpen()) {
      return;
    }
    observer.sent(this, lines);
    if (loop.inEventLoop()) {
      output.append(lines);
      touch();
    } else {
      output.awaitRoom(lines.length);
      turn.execute(() -> takeOver(lines));
    }
  }

  private void takeOver(byte[] lines) {
    output.takenOver(lines.length);
    output.append(lines);
    output.flush(); // now: who sent it may be about to close
  }

  LineIntake intake() {
    return intake;
  }

  LineOutput output() {
    return output;
  }

  Turn turn() {
    return turn;
  }

  /** Closes the connection from any thread, for this reason unless there has been another. */
  public void close(CloseReason reason) {
    end(reason);
    close();
  }

  @Override
  public void close() {
    if (setClosed()) {
      super.close();
      var _ = channel.close();
      onClose.run();
      observer.closed(this, closeReason());
    }
  }
}
