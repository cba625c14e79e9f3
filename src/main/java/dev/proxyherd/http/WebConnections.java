package dev.proxyherd.http;

import dev.proxyherd.tcp.ConnectionsByAddress;
import dev.proxyherd.tcp.RemoteNetwork;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Counts the web port's connections, and those that run into a limit. */
public final class WebConnections {
  private static final Log LOG = LogFactory.getLog(WebConnections.class);
  private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();

  /** What a connection, or a request on it, can run into; then the connection is closed. */
  public enum Limit {
    TOO_MANY_CONNECTIONS,
    TOO_MANY_FROM_ADDRESS,
    REQUEST_TIMEOUT,
    WRITE_TIMEOUT,
    /** No limit of the member's: the other side does not speak TLS, or is not to be trusted. */
    TLS_FAILED;

    /** As a label's value. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One limit's: how often it was hit, and when that was last said. */
  private static final class Hits {
    private final LongAdder count = new LongAdder();
    private volatile long saidAt;
  }

  /** Complete from the start and never changed, so that all threads may read it. */
  private final Map<Limit, Hits> hits = new EnumMap<>(Limit.class);

  private final int max;
  private final ConnectionsByAddress byAddress;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder opened = new LongAdder();

  WebConnections(int max, int maxPerAddress) {
    this.max = max;
    this.byAddress = new ConnectionsByAddress(maxPerAddress);
    for (var limit : Limit.values()) {
      hits.put(limit, new Hits());
    }
  }

  public int max() {
    return max;
  }

  /** How many are open. */
  public int open() {
    return open.get();
  }

  /** How many have opened, without those that were closed at once. */
  public long opened() {
    return opened.sum();
  }

  /** How often a limit was hit. */
  public long hits(Limit limit) {
    return of(limit).count.sum();
  }

  private Hits of(Limit limit) {
    return Objects.requireNonNull(hits.get(limit));
  }

  /** Counts a connection that has come in, until it closes; closes it where it is one too many. */
  void accept(Channel channel) {
    var network = RemoteNetwork.of(((SocketChannel) channel).remoteAddress().getAddress());
    var tooManyFromAddress = byAddress.add(network);
    var tooMany = open.incrementAndGet() > max;
    channel
        .closeFuture()
        .addListener(
            _ -> {
              open.decrementAndGet();
              byAddress.remove(network);
            });
    if (tooMany) {
      close(channel, Limit.TOO_MANY_CONNECTIONS);
    } else if (tooManyFromAddress) {
      close(channel, Limit.TOO_MANY_FROM_ADDRESS);
    } else {
      opened.increment();
    }
  }

  /** Closes a connection that has run into a limit; says so once a minute. */
  void close(Channel channel, Limit limit) {
    var address = channel.remoteAddress();
    var one = of(limit);
    one.count.increment(); // first: who sees the end can rely on it
    var _ = channel.close();
    var now = System.nanoTime();
    if (one.saidAt == 0 || now - one.saidAt > SILENCE_NANOS) {
      one.saidAt = now;
      LOG.warn(
          "Closed a connection of %s on the web port: %s. There may be more of it this minute; meters count all."
              .formatted(address, limit));
    }
  }
}
