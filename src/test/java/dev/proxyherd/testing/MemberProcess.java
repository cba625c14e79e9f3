package dev.proxyherd.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A member in a process of its own: to be killed, stopped, and asked what it costs. */
public final class MemberProcess implements AutoCloseable, Reporters.Door {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern LISTENING =
      Pattern.compile("is listening: clients on port (\\d+), members on (\\d+), HTTP on (\\d+)");
  private static final Pattern READY = Pattern.compile("is ready: ");

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly)));
  }

  private final MemberSetup setup;
  private final Process process;
  private final Path log;
  private volatile @Nullable Ports ports;
  private @Nullable Footprint firstFootprint;

  private MemberProcess(MemberSetup setup, Process process, Path log) {
    this.setup = setup;
    this.process = process;
    this.log = log;
  }

  private record Ports(int client, int peer, int http) {}

  /**
   * Starts a member without neighbours.
   *
   * @param folder where it works, and where its log is
   */
  public static MemberProcess start(Path folder, Map<String, String> properties) {
    return start(MemberSetup.of("Goloman").with(properties), folder);
  }

  /** Starts one as it is set up. */
  public static MemberProcess start(MemberSetup setup, Path folder) {
    try {
      Files.createDirectories(folder);
      var log = Files.createTempFile(folder, setup.name(), ".log");
      var builder =
          new ProcessBuilder(setup.command())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      // Where the store's library is unpacked: one that is killed would leave it in /tmp.
      builder.environment().put("ROCKSDB_SHAREDLIB_DIR", folder.toString());
      return new MemberProcess(setup, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return setup.name();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Waits until it says that it is ready. */
  public MemberProcess awaitReady() {
    firstFootprint();
    return this;
  }

  /** Waits until it serves clients, which may be long before it is ready. */
  public int clientPort() {
    return ports().client();
  }

  @Override
  public InetSocketAddress clientAddress() {
    return new InetSocketAddress(setup.host(), ports().client());
  }

  public InetSocketAddress peerAddress() {
    return new InetSocketAddress(setup.host(), ports().peer());
  }

  public InetSocketAddress httpAddress() {
    return new InetSocketAddress(setup.host(), ports().http());
  }

  /** What it says of itself at {@code /actuator/herd}. */
  public MemberStatus status() {
    return MemberStatus.of(httpAddress());
  }

  /** Whether it runs, and has come to serve clients and neighbours. */
  @Override
  public boolean isListening() {
    return isRunning() && portsNow() != null;
  }

  private Ports ports() {
    var known = ports;
    return known != null
        ? known
        : await().atMost(SOON).failFast(this::checkRunning).until(this::portsNow, Objects::nonNull);
  }

  private @Nullable Ports portsNow() {
    if (ports == null) {
      var line = LISTENING.matcher(log());
      if (line.find()) {
        ports =
            new Ports(
                Integer.parseInt(line.group(1)),
                Integer.parseInt(line.group(2)),
                Integer.parseInt(line.group(3)));
      }
    }
    return ports;
  }

  private Matcher awaitLine(Pattern pattern) {
    return await()
        .atMost(SOON)
        .failFast(this::checkRunning)
        .until(() -> pattern.matcher(log()), Matcher::find);
  }

  private void checkRunning() {
    if (!isRunning()) {
      throw new AssertionError(name() + " has ended: " + log());
    }
  }

  /** What it has written to its log. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it costs now. */
  public Footprint footprint() {
    return Footprint.of(pid());
  }

  /** What it cost when it had become ready. */
  public synchronized Footprint firstFootprint() {
    if (firstFootprint == null) {
      awaitLine(READY);
      firstFootprint = footprint();
    }
    return firstFootprint;
  }

  /** Waits until it has ended by itself, and returns its exit status. */
  public int exitStatus() throws InterruptedException {
    if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running");
    }
    return process.exitValue();
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** {@code kill -TERM}; {@link #exitStatus} waits for what comes of it. */
  public void terminate() {
    process.destroy();
  }

  /** {@code kill -STOP}: its connections stay open, and nobody is at home. */
  public void pause() {
    signal("STOP");
  }

  /** {@code kill -CONT}. */
  public void resume() {
    signal("CONT");
  }

  /** Every write to a file fails that would make it larger than this: as on a disk that is full. */
  public void limitFileSize(long bytes) {
    run("prlimit", "--pid", "" + pid(), "--fsize=" + bytes + ":");
  }

  /** Takes back {@link #limitFileSize}. */
  public void unlimitFileSize() {
    run("prlimit", "--pid", "" + pid(), "--fsize=unlimited:");
  }

  private void signal(String signal) {
    run("kill", "-" + signal, "" + pid());
  }

  private static void run(String... command) {
    try {
      var status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new AssertionError(String.join(" ", command) + " ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
