package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.TestMember;
import dev.proxyherd.topology.TopologyChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A herd whose members have a file each, and read it again when they are told to. */
final class FileHerd implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Path folder;
  private final Map<String, TestMember> members = new LinkedHashMap<>();

  FileHerd(Path folder) {
    this.folder = folder;
  }

  @Override
  public void close() {
    members.values().forEach(TestMember::close);
  }

  Set<String> names() {
    return members.keySet();
  }

  void stop(String name) {
    Objects.requireNonNull(members.remove(name)).close();
  }

  /** Members that do not know of each other yet: their ports are known when they have started. */
  void startStrangers(String... names) throws Exception {
    for (var name : names) {
      write(name);
      members.put(name, TestMember.startFrom(folder, name, Map.of()));
    }
  }

  TestMember member(String name) {
    return Objects.requireNonNull(members.get(name));
  }

  Path file(String name) {
    return folder.resolve("application-%s.yml".formatted(name.toLowerCase(Locale.ROOT)));
  }

  /** A member's file, with these neighbours, and with the ports of all that run. */
  void write(String name, String... neighbours) throws Exception {
    var text = new StringBuilder("herd:\n  name: " + name + "\n");
    text.append("  secret: ").append(TestMember.SECRET).append('\n');
    text.append("  neighbours: ").append(List.of(neighbours)).append("\n  members:\n");
    text.append(entry(name, 0));
    for (var other : members.values()) {
      if (!other.name().equals(name)) {
        text.append(entry(other.name(), other.peerPort()));
      }
    }
    Files.writeString(file(name), text);
  }

  private static String entry(String name, int port) {
    return "    %s: {host: 127.0.0.1, client-port: 0, peer-port: %d, http-port: 0}\n"
        .formatted(name, port);
  }

  TopologyChange reload(String name) throws Exception {
    return member(name).bean(Reload.class).reload();
  }

  /** Rewrites and reloads both ends of an edge that is to be there from now on. */
  void ring(List<String> names) throws Exception {
    for (var i = 0; i < names.size(); i++) {
      var before = names.get((i + names.size() - 1) % names.size());
      write(names.get(i), before, names.get((i + 1) % names.size()));
    }
    for (var name : names) {
      reload(name);
    }
  }

  void eventuallyLinked(String one, String other) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(member(one).neighbour(other).outgoing()).isEqualTo(LinkState.UP);
              assertThat(member(other).neighbour(one).outgoing()).isEqualTo(LinkState.UP);
            });
  }

  void eventuallyAgree(int clients) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(members.values())
                    .allSatisfy(
                        member -> {
                          assertThat(member.store().size()).as(member.name()).isEqualTo(clients);
                          assertThat(member.store().digest())
                              .isEqualTo(member("Ann").store().digest());
                        }));
  }

  void report(String member, String client) {
    assertThat(
            LineSocket.exchange(
                member(member).clientPort(),
                "IAMAT " + client + " +34.0689-118.4451 1520023934.9\n"))
        .startsWith("AT " + member);
  }

  /** Who a member's neighbours are. */
  List<String> neighbours(String name) {
    return member(name).neighbours().all().stream().map(Neighbour::name).toList();
  }
}
