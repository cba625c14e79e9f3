package dev.proxyherd.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A member in a process of its own, without neighbours, so that it can be killed. */
public final class MemberProcess implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("is ready: clients on port (\\d+)");

  private final Process process;
  private final Path log;

  private MemberProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a member.
   *
   * @param folder where it works, and where its log is
   */
  public static MemberProcess start(Path folder, Map<String, String> properties)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.proxyherd.ProxyHerd",
                "--herd.name=Goloman",
                "--herd.secret=" + TestMember.SECRET,
                "--herd.bind-address=127.0.0.1",
                "--herd.members.Goloman.host=127.0.0.1",
                "--herd.members.Goloman.client-port=0",
                "--herd.members.Goloman.peer-port=0",
                "--herd.members.Goloman.http-port=0",
                "--herd.wire-log.enabled=false"));
    properties.forEach((key, value) -> command.add("--" + key + "=" + value));
    var log = Files.createTempFile(folder, "member", ".log");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new MemberProcess(process, log);
  }

  /** Waits until it serves clients. */
  public int clientPort() {
    return await()
        .atMost(SOON)
        .until(
            () -> {
              var said = PORT.matcher(Files.readString(log));
              return said.find() ? Integer.parseInt(said.group(1)) : 0;
            },
            port -> port > 0 || !process.isAlive());
  }

  /** What it has written to its log. */
  public String log() throws IOException {
    return Files.readString(log);
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

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
