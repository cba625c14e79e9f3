package dev.proxyherd.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written to one channel, gathered until it is flushed. Used on the channel's event
 * loop, but for those who hand something in from elsewhere, and wait for room.
 */
final class LineOutput {
  private static final int SMALL = 512;

  /** So much may wait here; and so much again with the channel, which then is not writable. */
  private static final int LARGE = 64 * 1024;

  private final Channel channel;
  private @Nullable ByteBuf gathered;

  /** When the write under way began or last got on; 0 for none; of {@link System#nanoTime}. */
  private volatile long writingSince;

  /** Bytes that were handed to the channel, and how many of them were gone at that time. */
  private long handedOut;

  private long goneThen;

  /** What other threads have handed in and the event loop has not taken over, in bytes. */
  private final AtomicInteger handedIn = new AtomicInteger();

  private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

  LineOutput(Channel channel) {
    this.channel = channel;
  }

  void append(byte[] lines) {
    if (!channel.isActive()) {
      return;
    }
    var buffer = gathered;
    if (buffer == null) {
      buffer = channel.alloc().ioBuffer(Math.max(SMALL, lines.length));
      gathered = buffer;
    }
    buffer.writeBytes(lines);
    if (buffer.readableBytes() >= LARGE) {
      flush();
    }
  }

  /** Whether more may be appended: otherwise what there is has to be written out first. */
  boolean hasRoom() {
    return channel.isWritable();
  }

  /** Hands all that was gathered to the system, as far as it takes it. */
  void flush() {
    var buffer = gathered;
    if (buffer != null) {
      gathered = null;
      observe();
      handedOut += buffer.readableBytes();
      var _ = channel.writeAndFlush(buffer, channel.voidPromise());
      observe();
    }
  }

  /** Calls back, on the event loop, when all has been handed to the system, or cannot be. */
  void whenWritten(Runnable then) {
    flush();
    var _ = channel.writeAndFlush(channel.alloc().ioBuffer(0)).addListener(_ -> then.run());
  }

  /** Notices how the write under way gets on: it does when a large part of it is gone. */
  void observe() {
    var outbound = channel.unsafe().outboundBuffer();
    var left = outbound == null ? 0 : outbound.totalPendingWriteBytes();
    var gone = handedOut - left;
    if (left == 0) {
      writingSince = 0;
    } else if (writingSince == 0 || gone - goneThen >= LARGE) {
      writingSince = System.nanoTime() | 1;
      goneThen = gone;
    }
  }

  /** When the write under way last got on, 0 while there is none; of {@link System#nanoTime}. */
  long writingSince() {
    return writingSince;
  }

  /** Waits, on a thread that is no event loop's, until there is room, and takes it. */
  void awaitRoom(int size) {
    if (isFull()) {
      waiting.set(Thread.currentThread());
      while (isFull() && channel.isActive() && !Thread.currentThread().isInterrupted()) {
        LockSupport.park(this);
      }
      waiting.set(null);
    }
    handedIn.addAndGet(size);
  }

  private boolean isFull() {
    return handedIn.get() > LARGE || !channel.isWritable();
  }

  /** The event loop has taken over what was handed in. */
  void takenOver(int size) {
    handedIn.addAndGet(-size);
    wake();
  }

  /** There may be room, or no channel any more. */
  void wake() {
    var thread = waiting.get();
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /** Lets go of what was not written. */
  void discard() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
    wake();
  }
}
