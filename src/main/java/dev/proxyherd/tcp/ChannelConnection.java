package dev.proxyherd.tcp;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.integration.ip.tcp.connection.TcpConnectionSupport;

/**
 * What Spring Integration asks of a connection and gets from one without a socket of its own: who
 * is at the other end; and what does not apply to one that is not read by a thread.
 */
public abstract sealed class ChannelConnection extends TcpConnectionSupport permits LineConnection {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();
  private final InetSocketAddress remote;
  private final boolean server;
  private final String factory;
  private volatile String peer = "";

  ChannelConnection(InetSocketAddress remote, boolean server, @Nullable String factory) {
    super((ApplicationEventPublisher) null);
    this.remote = remote;
    this.server = server;
    this.factory = factory == null ? "" : factory;
  }

  /** Counts the connections of this process: short enough for a log. */
  public final long number() {
    return number;
  }

  /** The other side's name once it has proved it; empty before, and for a client. */
  public final String peer() {
    return peer;
  }

  public final void setPeer(String name) {
    peer = name;
  }

  /** Whose this connection is, as limits by address count. */
  public final RemoteNetwork network() {
    return RemoteNetwork.of(remote.getAddress());
  }

  @Override
  public final boolean isServer() {
    return server;
  }

  @Override
  public final String getConnectionFactoryName() {
    return factory;
  }

  @Override
  public final String getHostAddress() {
    return remote.getAddress().getHostAddress();
  }

  /** The address: names are not looked up. */
  @Override
  public final String getHostName() {
    return getHostAddress();
  }

  @Override
  public final int getPort() {
    return remote.getPort();
  }

  @Override
  public final @Nullable SSLSession getSslSession() {
    return null;
  }

  @Override
  public final Object getPayload() {
    throw new UnsupportedOperationException("lines are passed on as they arrive");
  }

  @Override
  public final Object getDeserializerStateKey() {
    throw new UnsupportedOperationException("there is no deserializer");
  }

  @Override
  public final void run() {
    throw new UnsupportedOperationException("an event loop runs all connections");
  }

  /** Observers are told instead: events would be published on the command path. */
  @Override
  protected final void publishConnectionOpenEvent() {}

  @Override
  protected final void publishConnectionCloseEvent() {}

  @Override
  protected final void publishConnectionExceptionEvent(Throwable exception) {}
}
