package dev.proxyherd.client;

import dev.proxyherd.access.Principals;
import dev.proxyherd.access.RateLimits;
import dev.proxyherd.command.Channels;
import dev.proxyherd.command.WhatsAtService;
import dev.proxyherd.tcp.EventLoops;
import dev.proxyherd.tcp.FileDescriptors;
import dev.proxyherd.tcp.LineLimits;
import dev.proxyherd.tcp.LineObserver;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.tcp.Tls;
import dev.proxyherd.tcp.TlsConfigurationException;
import dev.proxyherd.topology.Topology;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl.ClientAuth;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.ip.tcp.inbound.TcpReceivingChannelAdapter;
import org.springframework.messaging.MessageChannel;

/** The client port's flow: listener, inbound adapter, router; replies, outbound adapter. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClientProperties.class)
public class ClientConfiguration {
  /** Null where clients talk plain TCP. */
  @Bean
  @Nullable Tls clientTls(ClientProperties properties, SslBundles bundles) {
    var ssl = properties.ssl();
    if (ssl.bundle().isEmpty() && ssl.clientAuth() != ClientAuth.NONE) {
      throw new TlsConfigurationException(
          "herd.client.ssl.client-auth",
          ssl.clientAuth().toString().toLowerCase(Locale.ROOT),
          "clients have no certificates without TLS",
          "Set herd.client.ssl.bundle to the name of an SSL bundle, or client-auth to none.");
    }
    return Tls.of("herd.client.ssl.bundle", ssl.bundle(), ssl.clientAuth(), bundles);
  }

  @Bean
  LineServer clientServer(
      Topology topology,
      ClientProperties properties,
      EventLoops loops,
      ClientSessions sessions,
      ObjectProvider<LineObserver> observers,
      @Qualifier("clientTls") ObjectProvider<Tls> tls) {
    return new LineServer(
        "herd.members." + topology.self() + ".client-port",
        topology.bindAddress(),
        topology.selfAddress().clientPort(),
        loops,
        new LineLimits(
            FileDescriptors.cap(properties.maxConnections(), "herd.client.max-connections"),
            properties.maxConnectionsPerAddress(),
            (int) properties.maxLine().toBytes(),
            (int) properties.maxDiscard().toBytes(),
            properties.lineTimeout(),
            properties.writeTimeout(),
            properties.idleTimeout()),
        LineObserver.all(observers.stream().toList()),
        tls.getIfAvailable(),
        sessions::begin);
  }

  @Bean
  ClientSessions clientSessions(
      ClientProperties properties, WhatsAtService places, Principals principals, RateLimits rates) {
    return new ClientSessions(properties.unknownClientWait(), places::mayWait, principals, rates);
  }

  @Bean
  TcpReceivingChannelAdapter clientLines(LineServer clientServer, MessageChannel commands) {
    var adapter = new TcpReceivingChannelAdapter();
    adapter.setConnectionFactory(clientServer);
    adapter.setOutputChannel(commands);
    return adapter;
  }

  @Bean
  @ServiceActivator(inputChannel = Channels.REPLIES)
  ClientReplies clientReplies(LineServer clientServer) {
    var handler = new ClientReplies();
    handler.setConnectionFactory(clientServer);
    return handler;
  }
}
