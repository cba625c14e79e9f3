package dev.proxyherd.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;
import org.springframework.util.FileSystemUtils;

/**
 * A real Redis or Valkey in a process of its own, on a free port of the loopback: to be killed,
 * paused, and started again. It forgets everything when it ends, unless an option says otherwise.
 */
public final class RedisServer implements AutoCloseable {
  private static final List<String> BINARIES = List.of("redis-server", "valkey-server");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 5;
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  /** Threads of all clients. They are daemons, and end with the tests. */
  private static final ClientResources THREADS = DefaultClientResources.create();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final int port;
  private final int busPort;
  private final Path folder;
  private final List<String> command = new ArrayList<>();
  private final List<RedisClient> clients = new ArrayList<>();
  private Process process;
  private volatile boolean paused;

  private RedisServer(String binary, Path folder, String... options) throws IOException {
    this.folder = folder;
    try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = one.getLocalPort();
      busPort = other.getLocalPort();
    }
    command.addAll(List.of(binary, "--port", "" + port, "--bind", "127.0.0.1"));
    command.addAll(List.of("--daemonize", "no", "--save", "", "--enable-debug-command", "yes"));
    command.addAll(List.of("--dir", folder.toString(), "--repl-diskless-sync-delay", "0"));
    if (List.of(options).contains("--cluster-enabled")) {
      command.addAll(List.of("--cluster-port", "" + busPort));
    }
    command.addAll(List.of(options));
    process = launch();
  }

  /**
   * Starts one.
   *
   * @param options as on its command line, such as {@code --appendonly yes}: a word each
   * @throws TestAbortedException where there is neither Redis nor Valkey: the test is skipped, and
   *     says so
   */
  public static RedisServer start(String... options) {
    try {
      for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
        var folder = Files.createTempDirectory("redis-");
        var server = new RedisServer(binary(), folder, options);
        if (server.comesUp()) {
          return server;
        }
        server.close(); // Somebody else was quicker to take the port.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("no Redis has come up with " + List.of(options));
  }

  /** Starts one that is a cluster by itself: it has all slots, and refuses calls across them. */
  public static RedisServer startWithAllSlots(String... options) {
    var all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--cluster-enabled", "yes"));
    var server = start(all.toArray(String[]::new));
    server.ask("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
    server.awaitCluster();
    return server;
  }

  private static String binary() {
    for (var binary : BINARIES) {
      var isInstalled =
          Pattern.compile(File.pathSeparator, Pattern.LITERAL)
              .splitAsStream(System.getenv().getOrDefault("PATH", ""))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, binary)));
      if (isInstalled) {
        return binary;
      }
    }
    var message =
        "SKIPPED: no redis-server or valkey-server here: install the Debian package redis-server";
    System.err.println(message);
    throw new TestAbortedException(message);
  }

  private Process launch() {
    try {
      var launched =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
              .start();
      RUNNING.add(launched);
      return launched;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it answers, and not another in its place. */
  private boolean comesUp() {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> !process.isAlive() ? Boolean.FALSE : isUp() ? Boolean.TRUE : null,
            Objects::nonNull);
  }

  private boolean isUp() {
    try {
      return info("process_id").equals("" + process.pid());
    } catch (UncheckedIOException | RedisSocket.Refusal e) {
      return false; // It does not listen yet, or is still reading its file.
    }
  }

  void awaitCluster() {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ask("CLUSTER", "INFO").contains("cluster_state:ok"));
  }

  public int port() {
    return port;
  }

  int busPort() {
    return busPort;
  }

  /** As {@code herd.store.redis.nodes} has it. */
  public String node() {
    return "127.0.0.1:" + port;
  }

  public RedisURI uri() {
    return RedisURI.builder().withHost("127.0.0.1").withPort(port).withTimeout(SOON).build();
  }

  /** A connection of the test's own; closed with the server, at the latest. */
  public StatefulRedisConnection<byte[], byte[]> connect() {
    var client = RedisClient.create(THREADS, uri());
    client.setOptions(ClientOptions.builder().timeoutOptions(TimeoutOptions.enabled(SOON)).build());
    clients.add(client);
    return client.connect(ByteArrayCodec.INSTANCE);
  }

  static ClientResources threads() {
    return THREADS;
  }

  /**
   * The reply to a command, on a connection of its own. Not for replies that are lists.
   *
   * @throws RedisSocket.Refusal when it is an error
   */
  public String ask(String... words) {
    try (var socket = new RedisSocket(port)) {
      return socket.ask(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code INFO} says of something, such as {@code used_memory}; empty where it is silent. */
  public String info(String name) {
    return ask("INFO", "everything")
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Whether it can be expected to answer. */
  boolean isAwake() {
    return isRunning() && !paused;
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(SOON.toSeconds(), SECONDS)) {
        throw new AssertionError("still there: " + command);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    RUNNING.remove(process);
    paused = false;
  }

  /** Starts it again after {@link #kill}, on the same port, with what is in its folder. */
  public void restart() {
    process = launch();
    if (!comesUp()) {
      throw new AssertionError("has not come up again: " + command);
    }
  }

  /** {@code kill -STOP}: its connections stay open, and nobody is at home. */
  public void pause() {
    signal("STOP");
    paused = true;
  }

  /** {@code kill -CONT}. */
  public void resume() {
    signal("CONT");
    paused = false;
  }

  private void signal(String signal) {
    try {
      if (new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor() != 0) {
        throw new AssertionError("kill -" + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Forgets all data; functions stay. */
  public void flush() {
    ask("FLUSHALL");
  }

  @Override
  public void close() {
    clients.forEach(client -> client.shutdown(Duration.ZERO, SOON));
    kill();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return node();
  }
}
