package dev.proxyherd.tcp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
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
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile CloseReason closeReason = CloseReason.CLOSED_HERE;
  private volatile String peer = "";
  private volatile @Nullable SSLSession tls;
  private volatile List<String> certificateNames = List.of();
  private volatile @Nullable String tlsFailure;

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

  /** A TLS handshake has succeeded; the other side's certificate is verified, if it showed one. */
  final void secured(SSLSession session) throws SSLException {
    certificateNames = CertificateNames.of(session);
    tls = session;
  }

  /**
   * The name in the other side's certificate, which has been verified; empty where it has shown
   * none, and without TLS.
   */
  public final Optional<String> certificateName() {
    return certificateNames.stream().findFirst();
  }

  /** All names in that certificate, the first of which is {@link #certificateName}. */
  public final List<String> certificateNames() {
    return certificateNames;
  }

  /** TLS has failed: the connection is not, or no longer, to be trusted with anything. */
  final void tlsFailed(Throwable cause) {
    tlsFailure = Reason.ofTls(cause);
    end(CloseReason.TLS_FAILED);
  }

  /** Why TLS has failed on this connection, for people; empty where it has not. */
  public final Optional<String> tlsFailure() {
    return Optional.ofNullable(tlsFailure);
  }

  /** It is closed, or about to be, for this reason unless there has been another. */
  final void end(CloseReason reason) {
    if (closeReason == CloseReason.CLOSED_HERE && !closed.get()) {
      closeReason = reason;
    }
  }

  final CloseReason closeReason() {
    return closeReason;
  }

  /** Closes it, and returns whether it was open. */
  final boolean setClosed() {
    return closed.compareAndSet(false, true);
  }

  @Override
  public final boolean isOpen() {
    return !closed.get();
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

  /** Null without TLS, and until the handshake is over. */
  @Override
  public final @Nullable SSLSession getSslSession() {
    return tls;
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
