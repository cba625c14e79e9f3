package dev.proxyherd.peer;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.tcp.EventLoops;
import dev.proxyherd.tcp.LineClient;
import dev.proxyherd.tcp.LineLimits;
import dev.proxyherd.tcp.LineObserver;
import dev.proxyherd.tcp.Tls;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
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
 * Floods this member's changes to its neighbours. For each neighbour that there is: a client
 * connection factory, an outbound adapter for what goes there, an inbound adapter for the
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
  private volatile List<Flooding> floodings = List.of();
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

  /** The link to one neighbour, and the flows that it is made of. */
  private record Flooding(SenderLink link, List<IntegrationFlowRegistration> flows) {
    void end() {
      try {
        link.stop();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      flows.forEach(IntegrationFlowRegistration::destroy);
    }
  }

  @Override
  public synchronized void start() {
    if (!running) {
      running = true;
      store.onChange(this::changed);
      follow(List.of());
    }
  }

  /**
   * Ends the links to those that are neighbours no more, and dials those that are and have none.
   *
   * @param moved who is to be dialled anew, at another address
   */
  synchronized void follow(Collection<String> moved) {
    if (!running) {
      return;
    }
    var kept = new ArrayList<Flooding>();
    for (var flooding : floodings) {
      var neighbour = flooding.link.neighbour();
      var known = neighbours.find(neighbour.name()).filter(neighbour::equals).isPresent();
      if (known && !moved.contains(neighbour.name())) {
        kept.add(flooding);
      } else {
        flooding.end();
      }
    }
    for (var neighbour : neighbours.all()) {
      if (kept.stream().noneMatch(flooding -> flooding.link.neighbour().equals(neighbour))) {
        kept.add(floodTo(neighbour));
      }
    }
    floodings = List.copyOf(kept);
  }

  private Flooding floodTo(Neighbour neighbour) {
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
    var flooding =
        new Flooding(
            link,
            List.of(
                register("flood-to-" + neighbour.name(), outbound(toNeighbour, client)),
                register("acknowledgements-from-" + neighbour.name(), inbound(client))));
    link.start(client);
    return flooding;
  }

  /** On the command path, after each group of changes. */
  private void changed() {
    for (var flooding : floodings) {
      flooding.link.changed();
    }
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

  private IntegrationFlowRegistration register(String id, IntegrationFlow flow) {
    return flows.registration(flow).id(id).register();
  }

  @Override
  public synchronized void stop() {
    running = false;
    floodings.forEach(Flooding::end);
    floodings = List.of();
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
