package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.TestMember;
import dev.proxyherd.testing.Wire;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command at a real member, behind a wire so that it comes back at the same port. */
class MonitorCommandTest {
  private @TempDir Path home;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private FakeHerd herd;
  private TestMember ann;
  private Wire http;
  private Pipe pipe;
  private int ended;

  /** Where the output goes; who reads it may go away. */
  private static final class Pipe extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean closed;

    @Override
    public synchronized void write(int next) throws IOException {
      if (closed) {
        throw new IOException("Broken pipe");
      }
      bytes.write(next);
    }

    @Override
    public synchronized void close() {
      closed = true;
    }

    synchronized List<String> lines() {
      return bytes.toString(UTF_8).lines().toList();
    }
  }

  @BeforeEach
  void start() throws IOException {
    herd = new FakeHerd(home);
    ann = startAnn();
    http = new Wire(() -> ann.httpPort());
    pipe = new Pipe();
    herd.address("Ann", ann.clientPort(), ann.peerPort(), http.entry().getPort());
  }

  private static TestMember startAnn() {
    return TestMember.start("Ann", List.of(), _ -> new InetSocketAddress(0), Map.of());
  }

  @AfterEach
  void stop() throws IOException {
    ann.close();
    http.close();
  }

  @Test
  void showsWhatChangesAlsoAfterARestart() throws Exception {
    var end = monitor("--client", "ki*");
    awaitLines(1);
    assertThat(pipe.lines().getFirst()).matches("CLIENT +LOCATION +TIME +SERVER +NUMBER +DELAY ms");
    say("IAMAT kiwi +34.07-118.45 1520023934.9\nIAMAT emu +1+1 1\n");
    awaitLines(2);
    assertThat(pipe.lines().get(1))
        .matches("kiwi +\\+34\\.07-118\\.45 +1520023934\\.9 +Ann +\\d{16} +-?\\d+\\.\\d");

    ann.close();
    await().untilAsserted(() -> assertThat(err.toString(UTF_8)).contains("; waiting for it\n"));
    ann = startAnn();
    say("IAMAT kite +2+2 2\n");
    awaitLines(3);
    assertThat(pipe.lines().get(2)).startsWith("kite ");
    assertThat(err.toString(UTF_8))
        .hasLineCount(2)
        .startsWith("herd: Ann does not answer at http://127.0.0.1:")
        .endsWith("\nherd: Ann answers again\n");
    endBy(end);
  }

  @Test
  void showsAllThatThereIsAsJson() throws Exception {
    say("IAMAT \033[2J +1+1 1\nIAMAT kiwi +2+2/ 2.50\n");
    var end = monitor("--json", "--since", "0");
    awaitLines(2);
    var kiwi = JsonMapper.shared().readTree(pipe.lines().get(1));
    assertThat(kiwi.propertyNames())
        .containsExactlyInAnyOrderElementsOf(Documented.fields("monitor"));
    assertThat(kiwi.path("member").asString()).isEqualTo("Ann");
    assertThat(kiwi.path("client").asString()).isEqualTo("kiwi");
    assertThat(kiwi.path("location").asString()).isEqualTo("+2+2/");
    assertThat(kiwi.path("time").asString()).isEqualTo("2.50");
    assertThat(kiwi.path("server").asString()).isEqualTo("Ann");
    assertThat(kiwi.path("number").asLong()).isEqualTo(ann.store().lastChange());
    assertThat(kiwi.path("forgotten").asBoolean()).isFalse();
    assertThat(pipe.lines().getFirst()).as("an escape character").contains("\\u001B[2J");
    endBy(end);

    pipe = new Pipe();
    var text = monitor("--since=0");
    awaitLines(3);
    assertThat(pipe.lines().get(1)).as("an escape character").startsWith("\uFFFD[2J ");
    endBy(text);
  }

  @Test
  void saysWhyItCannot() throws Exception {
    assertThat(herd.run("monitor", "Bob")).isEqualTo(1);
    assertThat(herd.err).isEqualTo("herd: Bob is not running; ./herd start Bob starts it\n");
    assertThat(herd.run("monitor", "Eve")).isEqualTo(2);
    assertThat(herd.err).contains("there is no member Eve; there are Ann, Bob, Cid");
    assertThat(herd.run("monitor", "Ann", "--since=-1")).isEqualTo(2);
    assertThat(herd.err).contains("0 or more");
    assertThat(herd.run("monitor", "Ann", "--since=now")).isEqualTo(2);
    assertThat(herd.err).hasLineCount(1);
  }

  @Test
  void endsOnAnInterrupt() throws Exception {
    assertThat(herd.run("start", "bob")).as(() -> herd.err).isZero();
    try {
      var monitor = herd.process("monitor", "bob");
      var output = new BufferedReader(new InputStreamReader(monitor.getInputStream(), UTF_8));
      assertThat(output.readLine()).startsWith("CLIENT ");
      assumeThat(heedsInterrupts(monitor)).isTrue(); // not where this was started in the background
      new ProcessBuilder("kill", "-INT", Long.toString(monitor.pid())).start().waitFor();
      assertThat(output.readLine()).as("no last word").isNull();
      assertThat(monitor.waitFor()).isEqualTo(130);
    } finally {
      assertThat(herd.run("down", "--timeout", "0")).isZero();
    }
  }

  private static boolean heedsInterrupts(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.replaceFirst("SigIgn:\\s*", ""), 16))
        .noneMatch(ignored -> (ignored & 0b10) != 0);
  }

  private CompletableFuture<Integer> monitor(String... options) {
    var arguments = new ArrayList<>(List.of("monitor", "ann"));
    arguments.addAll(List.of(options));
    var to = pipe;
    return CompletableFuture.supplyAsync(
        () ->
            herd.runTo(
                InputStream.nullInputStream(),
                to,
                new PrintWriter(err, true, UTF_8),
                arguments.toArray(String[]::new)),
        Thread::startVirtualThread);
  }

  /** Who reads has gone: noticed with the next line. */
  private void endBy(CompletableFuture<Integer> end) {
    pipe.close();
    say("IAMAT kinglet +1+1 %d\n".formatted(ended++));
    assertThat(end.join()).isZero();
  }

  private void awaitLines(int count) {
    await().untilAsserted(() -> assertThat(pipe.lines()).hasSizeGreaterThanOrEqualTo(count));
  }

  private void say(String lines) {
    assertThat(LineSocket.exchange(ann.clientPort(), lines)).doesNotContain("?");
  }
}
