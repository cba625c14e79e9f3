package dev.proxyherd.testing;

import dev.proxyherd.ProxyHerd;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.peer.Neighbour;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.peer.PeerAddresses;
import dev.proxyherd.tcp.LineServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** One whole member in this JVM, on free ports. */
public final class TestMember implements AutoCloseable, Reporters.Door {
  /** The secret of every test herd that does not say otherwise. */
  public static final String SECRET = "a secret for tests only";

  /** The management password of every test herd that does not say otherwise. */
  public static final String PASSWORD = "a password for tests only";

  private final String name;
  private final ConfigurableApplicationContext context;
  private final int clientPort;
  private final int peerPort;

  private TestMember(String name, ConfigurableApplicationContext context) {
    this.name = name;
    this.context = context;
    clientPort = context.getBean("clientServer", LineServer.class).getPort();
    peerPort = context.getBean("peerServer", LineServer.class).getPort();
  }

  /**
   * Starts a member.
   *
   * @param addresses where it is to dial its neighbours
   * @param properties more of them, or other values than this class's
   */
  public static TestMember start(
      String name,
      List<String> neighbours,
      PeerAddresses addresses,
      Map<String, String> properties) {
    return start(name, neighbours, addresses, properties, _ -> {});
  }

  /**
   * As {@link #start}, with beans of the test's own, in place of a member's where they are primary.
   */
  public static TestMember start(
      String name,
      List<String> neighbours,
      PeerAddresses addresses,
      Map<String, String> properties,
      Consumer<GenericApplicationContext> beans) {
    return start(name, neighbours, addresses, properties, beans, true);
  }

  /**
   * As {@link #start}, and returns as soon as the member serves, which may be before it is ready.
   */
  public static TestMember startServing(
      String name,
      List<String> neighbours,
      PeerAddresses addresses,
      Map<String, String> properties) {
    return start(name, neighbours, addresses, properties, _ -> {}, false);
  }

  /** As {@link #start}, on a store that has to be waited for. */
  public static TestMember startOn(
      WaitingStore store,
      String name,
      List<String> neighbours,
      PeerAddresses addresses,
      Map<String, String> properties) {
    return start(name, neighbours, addresses, properties, store::initialize, true);
  }

  private static TestMember start(
      String name,
      List<String> neighbours,
      PeerAddresses addresses,
      Map<String, String> properties,
      Consumer<GenericApplicationContext> beans,
      boolean awaitReady) {
    var all = common();
    all.put("herd.name", name);
    all.put("herd.secret", SECRET);
    all.put("herd.management.password", PASSWORD);
    all.put("herd.neighbours", String.join(",", neighbours));
    address(all, name, 0);
    for (var i = 0; i < neighbours.size(); i++) {
      address(all, neighbours.get(i), i + 1);
    }
    all.putAll(properties);
    var application =
        new SpringApplicationBuilder(ProxyHerd.class)
            .initializers(
                fresh -> {
                  var context = (GenericApplicationContext) fresh;
                  context.registerBean(PeerAddresses.class, () -> addresses);
                  beans.accept(context);
                });
    return start(name, application, all, awaitReady);
  }

  /**
   * Starts a member from its profile, which says all that a profile says.
   *
   * @param profiles the folder with {@code application-<profile>.yml}
   */
  public static TestMember startFrom(Path profiles, String name, Map<String, String> properties) {
    var all = common();
    all.put("herd.profiles", profiles);
    all.put("spring.profiles.active", name.toLowerCase(Locale.ROOT));
    all.putAll(properties);
    return start(name, new SpringApplicationBuilder(ProxyHerd.class), all, true);
  }

  private static Map<String, Object> common() {
    var all = new HashMap<String, Object>();
    all.put("herd.bind-address", "127.0.0.1");
    all.put("herd.peers.timeout", "2s");
    all.put("herd.peers.min-back-off", "10ms");
    all.put("herd.peers.max-back-off", "50ms");
    // A test plays the neighbours itself, or starts them one after the other.
    all.put("herd.peers.catch-up-limit", "0s");
    all.put("herd.wire-log.enabled", "false");
    all.put("herd.store.type", "memory");
    all.put("herd.places.gazetteer.file", FewPlaces.FILE);
    // Members in one JVM share event loops: one that stops takes away what another's web server
    // would wait for, and that for the whole of its time-out.
    all.put("server.shutdown", "immediate");
    // Enough for a drain; clients and neighbours that a test leaves behind are not waited for long.
    all.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
    all.put("spring.main.register-shutdown-hook", "false");
    return all;
  }

  private static TestMember start(
      String name,
      SpringApplicationBuilder application,
      Map<String, Object> all,
      boolean awaitReady) {
    var arguments =
        all.entrySet().stream()
            .map(property -> "--" + property.getKey() + "=" + property.getValue())
            .toArray(String[]::new);
    var serving = new CompletableFuture<TestMember>();
    application.listeners(
        new ApplicationListener<ApplicationStartedEvent>() {
          @Override
          public void onApplicationEvent(ApplicationStartedEvent started) {
            serving.complete(new TestMember(name, started.getApplicationContext()));
          }
        });
    if (awaitReady) {
      application.run(arguments);
    } else {
      Thread.ofVirtual().start(() -> run(application, arguments, serving));
    }
    return serving.join();
  }

  private static void run(
      SpringApplicationBuilder application, String[] arguments, CompletableFuture<?> serving) {
    try {
      application.run(arguments);
    } catch (RuntimeException e) {
      serving.completeExceptionally(e);
    }
  }

  private static void address(Map<String, Object> properties, String member, int host) {
    var key = "herd.members." + member + ".";
    // Never dialled: the tests' own addresses are. Hosts differ, since no two members may be equal.
    properties.put(key + "host", "127.0.0." + (host + 1));
    properties.put(key + "client-port", "0");
    properties.put(key + "peer-port", "0");
    properties.put(key + "http-port", "0");
  }

  public String name() {
    return name;
  }

  public int clientPort() {
    return clientPort;
  }

  @Override
  public InetSocketAddress clientAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), clientPort);
  }

  @Override
  public boolean isListening() {
    return context.isActive();
  }

  public int peerPort() {
    return peerPort;
  }

  public int httpPort() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  public LocationStore store() {
    return context.getBean(LocationStore.class);
  }

  /** What the member holds for a client. */
  public Optional<String> knows(String client) {
    return store().find(ByteString.of(client)).map(ClientLocation::toString);
  }

  public Neighbours neighbours() {
    return context.getBean(Neighbours.class);
  }

  public Neighbour neighbour(String neighbour) {
    return neighbours().all().stream()
        .filter(known -> known.name().equals(neighbour))
        .findFirst()
        .orElseThrow();
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T bean(String bean, Class<T> type) {
    return context.getBean(bean, type);
  }

  @Override
  public void close() {
    context.close();
  }
}
