package dev.proxyherd.peer;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.tcp.EventLoops;
import dev.proxyherd.tcp.LineClient;
import dev.proxyherd.tcp.LineLimits;
import dev.proxyherd.tcp.LineObserver;
import dev.proxyherd.tcp.Tls;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.integration.dsl.context.IntegrationFlowContext.IntegrationFlowRegistration;
import org.springframework.integration.ip.tcp.inbound.TcpReceivingChannelAdapter;
import org.springframework.integration.ip.tcp.outbound.TcpSendingMessageHandler;
import org.springframework.messaging.MessageChannel;

/**
 * Floods this member's changes to its neighbours. For each neighbour that the profile names: a
 * client connection factory, an outbound adapter for what goes there, an inbound adapter for the
 * acknowledgements, registered as an integration flow; and a {@link SenderLink} that feeds it.
 */
final class FloodingGateway implements SmartLifecycle {
  private final Neighbours neighbours;
  private final LocationStore store;
  private final Handshake handshake;
  private final PeerProperties properties;
  private final EventLoops loops;
  private final LineLimits limits;
  private final LineObserver observer;
  private final @Nullable Tls tls;
  private final Function<String, InetSocketAddress> addresses;
  private final IntegrationFlowContext flows;
  private final MessageChannel linkLines;
  private final List<IntegrationFlowRegistration> registrations = new ArrayList<>();
  private final List<SenderLink> links = new ArrayList<>();
  private volatile boolean running;

  FloodingGateway(
      Neighbours neighbours,
      LocationStore store,
      Handshake handshake,
      PeerProperties properties,
      EventLoops loops,
      LineLimits limits,
      LineObserver observer,
      @Nullable Tls tls,
      PeerAddresses addresses,
      IntegrationFlowContext flows,
      MessageChannel linkLines) {
    this.neighbours = neighbours;
    this.store = store;
    this.handshake = handshake;
    this.properties = properties;
    this.loops = loops;
    this.limits = limits;
    this.observer = observer;
    this.tls = tls;
    this.addresses = addresses::of;
    this.flows = flows;
    this.linkLines = linkLines;
  }

  @Override
  public void start() {
    for (var neighbour : neighbours.all()) {
      var toNeighbour = new DirectChannel();
      var terms =
          new SenderSession.Terms(neighbours, neighbour, store, handshake, properties.timeout());
      var link = new SenderLink(terms, properties, toNeighbour);
      var client =
          new LineClient(
              () -> addresses.apply(neighbour.name()),
              properties.timeout(),
              loops,
              limits,
              observer,
              tls,
              link::session);
      register("flood-to-" + neighbour.name(), outbound(toNeighbour, client));
      register("acknowledgements-from-" + neighbour.name(), inbound(client));
      links.add(link);
      link.start(client);
    }
    running = true;
  }

  private static IntegrationFlow outbound(MessageChannel lines, LineClient client) {
    var adapter = new TcpSendingMessageHandler();
    adapter.setConnectionFactory(client);
    return IntegrationFlow.from(lines).handle(adapter).get();
  }

  private IntegrationFlow inbound(LineClient client) {
    var adapter = new TcpReceivingChannelAdapter();
    adapter.setConnectionFactory(client);
    return IntegrationFlow.from(adapter).channel(linkLines).get();
  }

  private void register(String id, IntegrationFlow flow) {
    registrations.add(flows.registration(flow).id(id).register());
  }

  @Override
  public void stop() {
    running = false;
    try {
      for (var link : links) {
        link.stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    links.clear();
    registrations.forEach(IntegrationFlowRegistration::destroy);
    registrations.clear();
  }

  /** Stopped after the member's drain, which needs the links, and before all else. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 1;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
