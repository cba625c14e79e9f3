package dev.proxyherd.peer;

import dev.proxyherd.command.Channels;
import dev.proxyherd.command.ClockBound;
import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.location.GroupCommit;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.settings.ConfigurationFiles;
import dev.proxyherd.tcp.EventLoops;
import dev.proxyherd.tcp.LineLimits;
import dev.proxyherd.tcp.LineObserver;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.tcp.Tls;
import dev.proxyherd.topology.CurrentTopology;
import dev.proxyherd.topology.Topology;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl.ClientAuth;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.integration.ip.tcp.inbound.TcpReceivingChannelAdapter;
import org.springframework.messaging.MessageChannel;

/** The peer port, and the flooding gateway. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PeerProperties.class)
public class PeerConfiguration {
  private static final String LINK_LINES = "linkLines";
  private static final String PEER_TLS = "peerTls";

  /** Unless the member is a site. */
  @Bean
  @Fallback
  Leases leases() {
    return Leases.OF_ONE_PROCESS;
  }

  @Bean
  Neighbours neighbours(Topology topology, LocationStore store, Leases leases) {
    return new Neighbours(topology.self(), topology.neighbours(), store, leases);
  }

  @Bean
  Handshake handshake(Topology topology) {
    return new Handshake(topology.secret());
  }

  @Bean
  @ConditionalOnMissingBean
  PeerAddresses peerAddresses(CurrentTopology topology) {
    return neighbour -> {
      var table = topology.get();
      if (!table.knows(neighbour)) { // it has just been taken out, and its link ends in a moment
        return InetSocketAddress.createUnresolved(neighbour, 0);
      }
      var address = table.address(neighbour);
      return new InetSocketAddress(address.host(), address.peerPort());
    };
  }

  /** Null where links are plain TCP. */
  @Bean
  @Nullable Tls peerTls(PeerProperties properties, SslBundles bundles) {
    return Tls.of("herd.peers.ssl.bundle", properties.ssl().bundle(), ClientAuth.NEED, bundles);
  }

  @Bean
  LineServer peerServer(
      Topology topology,
      Neighbours neighbours,
      LocationStore store,
      Handshake handshake,
      PeerProperties properties,
      ClockBound clock,
      CommandCounts counts,
      GroupCommit groupCommit,
      EventLoops loops,
      ObjectProvider<LineObserver> observers,
      @Qualifier(PEER_TLS) ObjectProvider<Tls> tls) {
    return new LineServer(
        "herd.members." + topology.self() + ".peer-port",
        topology.bindAddress(),
        topology.selfAddress().peerPort(),
        loops,
        limits(properties, topology.neighbours().size()),
        LineObserver.all(observers.stream().toList()),
        tls.getIfAvailable(),
        connection ->
            new ReceiverSession(
                new SocketLink(connection),
                neighbours,
                store,
                handshake,
                new Postponed(groupCommit::hasRoomFor, clock, counts, properties.timeout())));
  }

  @Bean
  MessageChannel linkLines() {
    return new DirectChannel();
  }

  @Bean
  TcpReceivingChannelAdapter peerLines(LineServer peerServer, MessageChannel linkLines) {
    var adapter = new TcpReceivingChannelAdapter();
    adapter.setConnectionFactory(peerServer);
    adapter.setOutputChannel(linkLines);
    return adapter;
  }

  @Bean
  @ServiceActivator(inputChannel = LINK_LINES)
  LinkLineHandler linkLineHandler(MessageChannel commands, MessageChannel failures) {
    return new LinkLineHandler(commands, failures);
  }

  @Bean
  @ServiceActivator(inputChannel = Channels.FAILURES)
  LinkFailureHandler linkFailureHandler() {
    return new LinkFailureHandler();
  }

  @Bean
  FloodingGateway floodingGateway(
      Neighbours neighbours,
      LocationStore store,
      Handshake handshake,
      PeerProperties properties,
      EventLoops loops,
      ObjectProvider<LineObserver> observers,
      @Qualifier(PEER_TLS) ObjectProvider<Tls> tls,
      PeerAddresses addresses,
      IntegrationFlowContext flows,
      MessageChannel linkLines) {
    return new FloodingGateway(
        neighbours,
        store,
        handshake,
        properties,
        loops,
        limits(properties, neighbours.all().size()),
        LineObserver.all(observers.stream().toList()),
        tls.getIfAvailable(),
        addresses,
        flows,
        linkLines);
  }

  @Bean
  Reload reload(
      CurrentTopology topology,
      Neighbours neighbours,
      FloodingGateway links,
      ConfigurableApplicationContext context) {
    return new Reload(
        new ConfigurationFiles(context), topology, neighbours, links, context::isClosed);
  }

  private static LineLimits limits(PeerProperties properties, int neighbours) {
    var maxLine = (int) properties.maxLine().toBytes();
    // A little more, so that a session that waits for an answer is the first to know.
    var idle = properties.timeout().multipliedBy(5).dividedBy(4);
    return new LineLimits(
        properties.maxConnections(),
        properties.maxConnectionsPerAddress(neighbours),
        maxLine,
        maxLine,
        properties.timeout(),
        properties.timeout(),
        idle);
  }
}
