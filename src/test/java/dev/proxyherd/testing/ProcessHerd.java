package dev.proxyherd.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.peer.LinkState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.springframework.util.FileSystemUtils;

/**
 * A herd of members in processes of their own, each with a store on disk, joined by wires that a
 * test can cut, silence and slow.
 */
public final class ProcessHerd implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Path folder;
  private final Map<String, TreeSet<String>> neighbours = new TreeMap<>();
  private final Map<String, Wire> wires = new HashMap<>();
  private final Map<String, MemberProcess> members = new ConcurrentSkipListMap<>();
  private final List<MemberProcess> everStarted = new ArrayList<>();
  private final UnaryOperator<MemberSetup> common;

  private ProcessHerd(Path folder, UnaryOperator<MemberSetup> common, String... edges)
      throws IOException {
    this.folder = folder;
    this.common = common;
    for (var edge : edges) {
      var ends = edge.split("-", 2);
      lay(ends[0], ends[1]);
      lay(ends[1], ends[0]);
    }
  }

  private void lay(String from, String to) throws IOException {
    neighbours.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
    wires.put(from + ">" + to, new Wire(() -> peerPortOf(to)));
  }

  /** A port that nobody listens on while the member is away. */
  private int peerPortOf(String name) {
    var member = members.get(name);
    return member != null && member.isListening() ? member.peerAddress().getPort() : 1;
  }

  /**
   * Lays the wires of edges such as {@code "Goloman-Hands"}. No member runs yet.
   *
   * @param folder gets a folder a member
   */
  public static ProcessHerd of(Path folder, String... edges) throws IOException {
    return of(folder, setup -> setup, edges);
  }

  /**
   * Lays the wires.
   *
   * @param common what is to be different about each member's setup
   */
  public static ProcessHerd of(Path folder, UnaryOperator<MemberSetup> common, String... edges)
      throws IOException {
    return new ProcessHerd(folder, common, edges);
  }

  /** Starts every member that an edge names, and waits until all links are up. */
  public ProcessHerd startAll() {
    start(neighbours.keySet());
    eventuallyLinked();
    return this;
  }

  /** Starts these at once, and waits until each of them is ready. */
  public void start(Collection<String> names) {
    names.forEach(this::launch);
    names.forEach(name -> member(name).awaitReady());
  }

  /** Starts a member, anew when it has died: on the store that it had. */
  public MemberProcess start(String name) {
    return start(setup(name));
  }

  /** As {@link #start(String)}, set up otherwise. */
  public MemberProcess start(MemberSetup setup) {
    return launch(setup).awaitReady();
  }

  /** Starts a second process of a member's name, with an empty store, which dials as it does. */
  public MemberProcess startDouble(String name) {
    var elsewhere = folder.resolve(name + "-double");
    var setup = setup(name).with("herd.store.folder", elsewhere.resolve("store"));
    var member = setup.start(elsewhere);
    everStarted.add(member);
    return member.awaitReady();
  }

  private MemberProcess launch(String name) {
    return launch(setup(name));
  }

  private MemberProcess launch(MemberSetup setup) {
    var member = setup.start(folder.resolve(setup.name()));
    members.put(setup.name(), member);
    everStarted.add(member);
    return member;
  }

  /** What a member is started with: its wires, and a store in a folder of its own. */
  public MemberSetup setup(String name) {
    var setup = MemberSetup.of(name).with("herd.store.folder", store(name));
    for (var neighbour : Objects.requireNonNull(neighbours.get(name), name)) {
      var entry = wire(name, neighbour).entry();
      setup = setup.linkedTo(neighbour, entry.getHostString(), entry.getPort());
    }
    return common.apply(setup);
  }

  /** Where a member keeps its store. */
  public Path store(String name) {
    return folder.resolve(name).resolve("store");
  }

  /** {@code kill -9}. */
  public void kill(String name) throws InterruptedException {
    member(name).kill();
  }

  /** Takes a dead member's store away. */
  public void emptyStore(String name) throws IOException {
    FileSystemUtils.deleteRecursively(store(name));
  }

  /** Copies a dead member's store, for {@link #restoreStore}. */
  public Path backUpStore(String name) throws IOException {
    var backUp = Files.createTempDirectory(folder, name);
    FileSystemUtils.copyRecursively(store(name), backUp);
    return backUp;
  }

  /** Puts an older store in the place of a dead member's. */
  public void restoreStore(String name, Path backUp) throws IOException {
    emptyStore(name);
    FileSystemUtils.copyRecursively(backUp, store(name));
  }

  public MemberProcess member(String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  /** Those that run. */
  public List<MemberProcess> members() {
    return members.values().stream().filter(MemberProcess::isRunning).toList();
  }

  /** All processes that have run, dead ones too. */
  public List<MemberProcess> everStarted() {
    return List.copyOf(everStarted);
  }

  /** The wire that the first member dials the second by. */
  public Wire wire(String from, String to) {
    return Objects.requireNonNull(wires.get(from + ">" + to), from + ">" + to);
  }

  /** Both wires of an edge. */
  public List<Wire> edge(String one, String other) {
    return List.of(wire(one, other), wire(other, one));
  }

  public void cut(String one, String other) {
    edge(one, other).forEach(Wire::cut);
  }

  public void blackHole(String one, String other) {
    edge(one, other).forEach(Wire::blackHole);
  }

  public void heal(String one, String other) {
    edge(one, other).forEach(Wire::heal);
  }

  /** Ends whatever is wrong with any wire. */
  public void heal() {
    wires.values().forEach(Wire::heal);
  }

  /** A client tells a member where it is, and has the member's word for it. */
  public void report(String member, String client, String location, String time) {
    assertThat(say(member, "IAMAT " + client + " " + location + " " + time + "\n"))
        .startsWith("AT " + member + " ")
        .endsWith(" " + client + " " + location + " " + time + "\n");
  }

  /** Says something to a member as a client, and returns all that it answers. */
  public String say(String member, String lines) {
    return LineSocket.exchange(member(member).clientPort(), lines);
  }

  /** Both directions of every edge between members that run. */
  public void eventuallyLinked() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              for (var member : members()) {
                assertThat(member.status().links())
                    .as("links of " + member.name())
                    .filteredOn(link -> isRunning(link.neighbour()))
                    .allMatch(MemberStatus.Link::isUp);
              }
            });
  }

  /** The member has noticed that what it dials does not answer. */
  public void eventuallyDown(String member, String neighbour) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(member(member).status().link(neighbour).state())
                    .as("link of %s to %s", member, neighbour)
                    .isNotEqualTo(LinkState.UP));
  }

  private boolean isRunning(String name) {
    var member = members.get(name);
    return member != null && member.isRunning();
  }

  @Override
  public void close() throws IOException {
    everStarted.forEach(MemberProcess::close);
    for (var wire : wires.values()) {
      wire.close();
    }
  }
}
