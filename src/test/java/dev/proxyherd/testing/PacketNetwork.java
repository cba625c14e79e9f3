package dev.proxyherd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.testing.PacketSwitch.Weather;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A network of its own for each member, as Linux has them (namespaces), joined by a {@link
 * PacketSwitch}; this process is on the network too, and its packets are never lost. Needs root.
 */
public final class PacketNetwork implements AutoCloseable {
  private static final String PREFIX = "herd-";

  /** Set aside for tests of networks by RFC 2544; the third byte is free to choose. */
  private static final String SUBNET = "198.18.";

  private static final int SELF = 254;
  private static final int PEER_PORT = 13_000;
  private static final long PATIENCE_SECONDS = 20;

  private final String id = Long.toString(ProcessHandle.current().pid());
  private final Map<String, Integer> hosts = new TreeMap<>();
  private final Map<Integer, Tun> tuns = new HashMap<>();
  private final String subnet;
  private final PacketSwitch packets;

  private PacketNetwork(Random random, String... members) throws IOException {
    removeLeftBehind();
    subnet = SUBNET + ProcessHandle.current().pid() % 250 + ".";
    Runtime.getRuntime().addShutdownHook(new Thread(this::removeNamespaces));
    for (var member : members) {
      hosts.put(member, hosts.size() + 1);
    }
    try {
      for (var host : hosts.values()) {
        plugIn(host);
      }
      plugInSelf();
    } catch (IOException e) {
      tuns.values().forEach(Tun::close);
      removeNamespaces();
      throw e;
    }
    packets = new PacketSwitch(tuns, random);
  }

  /** Makes a network with a host for each of these. */
  public static PacketNetwork of(Random random, String... members) throws IOException {
    return new PacketNetwork(random, members);
  }

  /** Why there can be no such network here; null where there can be. */
  public static @Nullable String whyNot() {
    if (!Files.exists(Path.of("/dev/net/tun"))) {
      return "there is no /dev/net/tun";
    }
    var probe = PREFIX + ProcessHandle.current().pid() + "-probe";
    try {
      ip("netns", "add", probe);
      ip("netns", "del", probe);
      Tun.open("herdprobe").close();
      return null;
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private void plugIn(int host) throws IOException {
    var namespace = namespace(host);
    ip("netns", "add", namespace);
    tuns.put(host, Tun.open(device(host)));
    ip("link", "set", device(host), "netns", namespace);
    ip("-n", namespace, "addr", "add", subnet + host + "/24", "dev", device(host));
    ip("-n", namespace, "link", "set", device(host), "up");
    ip("-n", namespace, "link", "set", "lo", "up");
  }

  private void plugInSelf() throws IOException {
    tuns.put(SELF, Tun.open(device(SELF)));
    ip("addr", "add", subnet + SELF + "/24", "dev", device(SELF));
    ip("link", "set", device(SELF), "up");
  }

  private int host(String member) {
    return Objects.requireNonNull(hosts.get(member), member);
  }

  private String namespace(int host) {
    return PREFIX + id + "-" + host;
  }

  private String device(int host) {
    return "h" + id + "n" + host;
  }

  /**
   * What a member is started with: it lives in a network of its own, and so has ports of its own.
   */
  public MemberSetup setup(String member, String... neighbours) {
    var setup =
        MemberSetup.of(member)
            .on(subnet + host(member))
            .behind("ip", "netns", "exec", namespace(host(member)))
            .with("herd.members." + member + ".peer-port", PEER_PORT);
    for (var neighbour : neighbours) {
      setup = setup.linkedTo(neighbour, subnet + host(neighbour), PEER_PORT);
    }
    return setup;
  }

  /**
   * Loses packets between two members, both ways.
   *
   * @param share 0 to 1
   */
  public void lose(String one, String other, double share) {
    bothWays(one, other, Weather.FINE.losing(share));
  }

  /** Loses every packet that one member sends to the other. */
  public void loseAll(String from, String to) {
    packets.weather(host(from), host(to), Weather.FINE.losing(1));
  }

  /** Lets packets take from this to twice this long, so that they overtake each other. */
  public void shuffle(String one, String other, Duration delay) {
    bothWays(one, other, Weather.FINE.shuffling(delay));
  }

  /** Lets no more through, each way; what would have to queue for too long is lost. */
  public void narrow(String one, String other, int bytesPerSecond) {
    bothWays(one, other, Weather.FINE.carrying(bytesPerSecond));
  }

  public void heal(String one, String other) {
    bothWays(one, other, Weather.FINE);
  }

  /** How many packets have been lost. */
  public long lost() {
    return packets.lost();
  }

  private void bothWays(String one, String other, Weather weather) {
    packets.weather(host(one), host(other), weather);
    packets.weather(host(other), host(one), weather);
  }

  @Override
  public void close() {
    packets.close();
    removeNamespaces();
  }

  private void removeNamespaces() {
    for (var host : hosts.values()) {
      try {
        ip("netns", "del", namespace(host));
      } catch (IOException e) {
        // it was not made, or has been removed
      }
    }
  }

  /** What a process that was killed had made. */
  private static void removeLeftBehind() throws IOException {
    for (var name : ip("netns", "list").split("\\s+", -1)) {
      var parts = name.split("-", -1);
      if (name.startsWith(PREFIX)
          && parts.length == 3
          && !Files.exists(Path.of("/proc", parts[1]))) {
        ip("netns", "del", name);
      }
    }
  }

  private static String ip(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
      return said;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
