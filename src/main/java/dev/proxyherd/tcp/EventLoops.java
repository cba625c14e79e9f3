package dev.proxyherd.tcp;

import dev.proxyherd.location.GroupCommit;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read and write all connections of a member, each in {@linkplain Turn turns}:
 * Netty's, on epoll where there is one.
 */
public final class EventLoops implements AutoCloseable {
  private static final long CLOSE_SECONDS = 5;

  private final Map<ThreadAwareExecutor, Turn> turns = new ConcurrentHashMap<>();
  private final GroupCommit store;
  private final EventLoopGroup group;

  /**
   * Starts them.
   *
   * @param threads how many
   * @param store makes what one thread has taken last; then replies to it are due
   */
  EventLoops(int threads, GroupCommit store) {
    this.store = store;
    var transport = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("lines", true), inTurns(transport));
  }

  private IoHandlerFactory inTurns(IoHandlerFactory transport) {
    return executor -> {
      var turn = new Turn(executor, store);
      turns.put(executor, turn);
      return new HandlerInTurns(transport.newHandler(executor), turn);
    };
  }

  EventLoopGroup group() {
    return group;
  }

  static Class<? extends ServerChannel> serverChannel() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  static Class<? extends SocketChannel> channel() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** The turns of the thread that a channel is registered with. */
  Turn turn(Channel channel) {
    return Objects.requireNonNull(turns.get((ThreadAwareExecutor) channel.eventLoop()));
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** A transport's handler that ends the turn when all that was ready has been handled. */
  private record HandlerInTurns(IoHandler transport, Turn turn) implements IoHandler {
    @Override
    public int run(IoHandlerContext context) {
      turn.begin();
      var handled = transport.run(context);
      turn.end();
      return handled;
    }

    @Override
    public void initialize() {
      transport.initialize();
      turn.commit(); // from now on, what this thread offers waits for its commits
    }

    @Override
    public void prepareToDestroy() {
      transport.prepareToDestroy();
    }

    @Override
    public void destroy() {
      transport.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
      return transport.register(handle);
    }

    @Override
    public void wakeup() {
      transport.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
      return transport.isCompatible(handleType);
    }
  }
}
