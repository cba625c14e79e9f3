package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.Retention;
import dev.proxyherd.site.LeaseTable;
import dev.proxyherd.testing.TestMember;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

/** Two replicas of one member, on one store, as their neighbour meets them. */
class ReplicasTest {
  private static final String KIWI = "AT Hands +0.000000001 %s +1.0-1.0 %d %d";

  private static final LeaseTable TABLE = new LeaseTable(Duration.ofMillis(1500), System::nanoTime);
  private static final LocationStore RECORDS =
      new RecordStore(
          InstantSource.system(),
          new MemoryJournal(),
          Retention.FOREVER,
          new Capacity(Long.MAX_VALUE, Long.MAX_VALUE));

  /** A test has a neighbour of its own: where those listen, by name. */
  private static final Map<String, Integer> PORTS = new ConcurrentHashMap<>();

  private static final List<String> NEIGHBOURS =
      List.of("Hands", "Wilkes", "Holiday", "Welsh", "Riley");
  private static TestMember one;
  private static TestMember two;

  private ServerSocket listener;
  private String neighbour;

  @BeforeAll
  static void start() {
    one = start("one");
    two = start("two");
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @BeforeEach
  void listen() throws IOException {
    listener = PeerSocket.listen();
    neighbour = NEIGHBOURS.get(PORTS.size());
    PORTS.put(neighbour, listener.getLocalPort());
  }

  @AfterEach
  void hangUp() throws IOException {
    listener.close();
  }

  private static TestMember start(String replica) {
    return TestMember.start(
        "Goloman",
        NEIGHBOURS,
        name ->
            new InetSocketAddress(InetAddress.getLoopbackAddress(), PORTS.getOrDefault(name, 1)),
        Map.of("herd.peers.timeout", "10s"),
        context -> beans(context, TABLE.join(replica)));
  }

  private static void beans(GenericApplicationContext context, LeaseTable.Replica replica) {
    context.registerBean("replica", LeaseTable.Replica.class, () -> replica);
    context.registerBean("siteLeases", Leases.class, replica::leases);
    context.registerBean(
        "siteStore",
        LocationStore.class,
        () -> storeOf(replica),
        definition -> definition.setPrimary(true));
  }

  /** As far as links see it, a store of a site: it notes receipts for whoever has the lease. */
  private static LocationStore storeOf(LeaseTable.Replica replica) {
    return (LocationStore)
        Proxy.newProxyInstance(
            LocationStore.class.getClassLoader(),
            new Class<?>[] {LocationStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("openedAt")) {
                return Long.MAX_VALUE;
              }
              if (method.getName().equals("receive")
                  && !replica.mayNote(((Receipt) arguments[0]).sender())) {
                return null;
              }
              try {
                return method.invoke(RECORDS, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Which of the two has the outgoing link; the other says that it has. */
  private TestMember holder() {
    await()
        .until(
            () ->
                List.of(outgoing(one), outgoing(two))
                    .containsAll(List.of(LinkState.UP, LinkState.ELSEWHERE)));
    return outgoing(one) == LinkState.UP ? one : two;
  }

  private LinkState outgoing(TestMember member) {
    return member.neighbour(neighbour).outgoing();
  }

  private LinkState incoming(TestMember member) {
    return member.neighbour(neighbour).incoming();
  }

  private static String nameOf(TestMember replica) {
    return replica == one ? "one" : "two";
  }

  private static void report(String client) {
    RECORDS.offer(
        new ClientLocation(
            ByteString.of("Goloman"),
            ByteString.of("+0.000000000"),
            ByteString.of(client),
            ByteString.of("+1+1"),
            ByteString.of("1")));
  }

  @Test
  void oneDialsAndWhenItEndsTheOtherGoesOnWhereItWas() throws Exception {
    var before = RECORDS.lastChange();
    report("first");
    long taken;
    TestMember survivor;
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs(neighbour, RECORDS.epoch(), before);
      var update = hands.expect("AT");
      assertThat(update[3]).isEqualTo("first");
      taken = Long.parseLong(update[6]);
      hands.send("ACK " + taken);

      var holder = holder();
      survivor = holder == one ? two : one;
      assertThat(survivor.neighbour(neighbour).outgoingHolder()).isEqualTo(nameOf(holder));
      assertThat(CatchUp.of(survivor.neighbour(neighbour))).isEqualTo(CatchUp.ELSEWHERE);
      holder.close();
      assertThat(hands.rest()).allMatch(line -> line.startsWith("MARK "));
    }
    report("second");
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs(neighbour, RECORDS.epoch(), taken);
      assertThat(hands.expect("AT")[3]).isEqualTo("second");
      assertThat(outgoing(survivor)).isEqualTo(LinkState.UP);
      assertThat(survivor.neighbour(neighbour).resyncs()).isZero();
    }
    if (survivor == one) {
      two = start("two");
    } else {
      one = start("one");
    }
  }

  @Test
  void theNewerOfANeighboursConnectionsIsTheLinkWhicheverReplicaItReaches() throws Exception {
    try (var older = PeerSocket.dial(one);
        var newer = PeerSocket.dial(two)) {
      older.helloAs(neighbour);
      older.send("EPOCH b1");
      older.send("MARK 41");
      assertThat(PeerSocket.acknowledged(older, 41)).isTrue();
      await().until(() -> incoming(two) == LinkState.ELSEWHERE);
      assertThat(two.neighbour(neighbour).incomingHolder()).isEqualTo("one");
      assertThat(CatchUp.of(two.neighbour(neighbour))).isEqualTo(CatchUp.ELSEWHERE);

      assertThat(newer.helloAs(neighbour)).containsSequence("SINCE", "b1", "41");
      newer.send("EPOCH b1");
      newer.send(KIWI.formatted("kiwi", 1, 50));
      assertThat(PeerSocket.acknowledged(newer, 50)).isTrue();
      assertThat(older.rest()).allMatch(line -> line.startsWith("ACK "));
      await().until(() -> incoming(one) == LinkState.ELSEWHERE);
      assertThat(incoming(two)).isEqualTo(LinkState.UP);
    }
  }

  @Test
  void ofTwoProcessesWithOneNameTheFirstIsKeptAlsoAtAnotherReplica() throws Exception {
    try (var first = PeerSocket.dial(one);
        var second = PeerSocket.dial(two)) {
      first.helloAs(neighbour);
      first.send("EPOCH c1");
      await().until(() -> incoming(two) == LinkState.ELSEWHERE);
      second.helloAs(neighbour);
      second.send("EPOCH c2");
      assertThat(second.rest())
          .containsExactly(
              ("? another process is %s, with another store, at replica one: do two members"
                      + " have this name?")
                  .formatted(neighbour));
      first.send(KIWI.formatted("kept", 1, 5));
      assertThat(PeerSocket.acknowledged(first, 5)).isTrue();
    }
  }

  /** One has been cut off from the engine and believes in its lease until that has run out. */
  @Test
  void aReplicaThatWronglyBelievesThatItHasTheLinkNotesNothingAndEnds() throws Exception {
    try (var old = PeerSocket.dial(one)) {
      old.helloAs(neighbour);
      old.send("EPOCH d1");
      old.send("MARK 10");
      assertThat(PeerSocket.acknowledged(old, 10)).isTrue();
      TABLE.cutOff("one");
      try (var current = PeerSocket.dial(two)) {
        current.helloAs(neighbour);
        current.send("EPOCH d1");
        current.send("MARK 20");
        assertThat(PeerSocket.acknowledged(current, 20)).isTrue();

        old.send("MARK 90");
        assertThat(old.rest()).allMatch(line -> line.startsWith("ACK "));
        assertThat(RECORDS.lastReceipt(neighbour))
            .hasValueSatisfying(receipt -> assertThat(receipt.number()).isEqualTo(20));
        assertThat(current.heartbeat(21)).isTrue();
        assertThat(incoming(two)).isEqualTo(LinkState.UP);
      }
    }
    TABLE.reconnect("one");
  }

  /** Only the replica that the neighbour has dialled hears that it has lost its store. */
  @Test
  void whatANeighbourHasLostIsSentAgainByWhoeverHearsOfIt() throws Exception {
    report("kiwi");
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs(neighbour, RECORDS.epoch(), RECORDS.lastChange());
      var other = holder() == one ? two : one;
      try (var before = PeerSocket.dial(other)) {
        before.helloAs(neighbour);
        before.send("EPOCH e1");
        before.send("MARK 1");
        assertThat(PeerSocket.acknowledged(before, 1)).isTrue();
      }
      await().until(() -> incoming(one) == LinkState.DOWN && incoming(two) == LinkState.DOWN);
      try (var emptied = PeerSocket.dial(other)) {
        emptied.helloAs(neighbour);
        emptied.send("EPOCH e2");
        try (var again = PeerSocket.accept(listener)) {
          again.welcomeAs(neighbour, RECORDS.epoch(), RECORDS.lastChange());
          var sent = new ArrayList<String>();
          while (!sent.contains("kiwi")) {
            sent.add(again.expect("AT")[3]);
          }
          assertThat(outgoing(other)).isEqualTo(LinkState.UP);
        }
      }
    }
  }
}
