package dev.proxyherd.tcp;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;

/** How every connection is set up. */
final class ChannelOptions {
  // Connections whose other side has vanished without a word are found in about two minutes.
  private static final int IDLE_SECONDS = 60;
  private static final int INTERVAL_SECONDS = 15;
  private static final int PROBES = 4;

  private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(16 << 10, 64 << 10);
  private static final int LEAST_READ = 512;
  private static final int USUAL_READ = 2 << 10;
  private static final int MOST_READ = 32 << 10;

  private ChannelOptions() {}

  static void apply(Channel channel) {
    var config = channel.config();
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setOption(ChannelOption.SO_KEEPALIVE, true);
    config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    config.setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT);
    config.setOption(ChannelOption.RECVBUF_ALLOCATOR, oneReadATurn());
    if (channel instanceof EpollSocketChannel) {
      config.setOption(EpollChannelOption.TCP_KEEPIDLE, IDLE_SECONDS);
      config.setOption(EpollChannelOption.TCP_KEEPINTVL, INTERVAL_SECONDS);
      config.setOption(EpollChannelOption.TCP_KEEPCNT, PROBES);
    }
  }

  /** A connection that sends without a pause is to give way to the others. */
  private static RecvByteBufAllocator oneReadATurn() {
    return new AdaptiveRecvByteBufAllocator(LEAST_READ, USUAL_READ, MOST_READ)
        .maxMessagesPerRead(1);
  }
}
