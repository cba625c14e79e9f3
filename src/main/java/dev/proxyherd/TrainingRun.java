package dev.proxyherd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.http.WebServer;
import dev.proxyherd.store.NativeLibrary;
import dev.proxyherd.tcp.LineServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The life of a member in short, for the JVM to learn from: run with {@code -XX:AOTCacheOutput}, it
 * leaves a cache from which members start sooner (docs/decisions/start.md), and beside the
 * program's jar the native code that each would unpack otherwise.
 *
 * <p>Two members with stores on disk, one linked to the other, on free ports of this machine's
 * loopback address; they are told and asked what members are told and asked. Nothing of it stays.
 */
final class TrainingRun {
  /** A port on which nobody listens. */
  private static final int NOBODY = 1;

  private static final int CLIENTS = 20;

  /** The folder beside the program's jar where members look for native code. */
  private static final String NATIVE = "native";

  private static final String SECRET = "of-no-use-to-anybody-but-these-two";

  private TrainingRun() {}

  static void main(String[] args) throws IOException {
    var folder = Files.createTempDirectory("herd-training");
    try (var asked = start("Asked", "Told", NOBODY, folder);
        var told = start("Told", "Asked", port(asked, "peerServer"), folder)) {
      talk(told, asked);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    var program = new ApplicationHome(TrainingRun.class).getSource();
    if (program != null && program.isFile()) {
      NativeLibrary.unpack(program.toPath().resolveSibling(NATIVE));
    }
  }

  private static void talk(
      ConfigurableApplicationContext told, ConfigurableApplicationContext asked)
      throws IOException {
    var updates = new StringBuilder("what?\n");
    var questions = new StringBuilder();
    for (var client = 0; client < CLIENTS; client++) {
      updates.append("IAMAT client-%d +34.0689-118.4451 1520023934.9189\n".formatted(client));
      questions.append("WHATSAT client-%d 10 5\n".formatted(client));
    }
    converse(port(told, "clientServer"), updates.toString());
    converse(port(asked, "clientServer"), questions.toString());
    talkHttp(told.getBean(WebServer.class).port());
    var http = asked.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    for (var path : List.of("/actuator/health", "/actuator/herd", "/actuator/prometheus")) {
      converse(
          http,
          "GET %s HTTP/1.0\r\nHost: localhost\r\nAuthorization: Basic %s\r\n\r\n"
              .formatted(
                  path, Base64.getEncoder().encodeToString(("herd:" + SECRET).getBytes(UTF_8))));
    }
  }

  /** As apps do. */
  private static void talkHttp(int port) throws IOException {
    var body = "{\"latitude\": 34.0689, \"longitude\": -118.4451}";
    converse(
        port,
        "PUT /v1/clients/app/location HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body));
    for (var path : List.of("app", "app/places?radius=1", "nobody/nowhere")) {
      converse(port, "GET /v1/clients/%s HTTP/1.0\r\n\r\n".formatted(path));
    }
  }

  /** Sends a text and reads until the member, having answered, closes the connection. */
  private static void converse(int port, String text) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(text.getBytes(UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
  }

  private static int port(ConfigurableApplicationContext member, String server) {
    return member.getBean(server, LineServer.class).getPort();
  }

  /** Whatever the environment says: it is that of the members to come. */
  private static ConfigurableApplicationContext start(
      String name, String neighbour, int neighboursPort, Path folder) {
    var arguments = new ArrayList<String>();
    arguments.add("--spring.profiles.active=");
    arguments.add("--herd.name=" + name);
    arguments.add("--herd.neighbours=" + neighbour);
    arguments.add("--herd.secret=" + SECRET);
    arguments.add("--herd.management.password=" + SECRET);
    arguments.add("--herd.bind-address=127.0.0.1");
    arguments.addAll(address(name, 0));
    arguments.addAll(address(neighbour, neighboursPort));
    arguments.add("--herd.peers.catch-up-limit=0s");
    arguments.add("--herd.places.provider=gazetteer");
    arguments.add("--herd.store.type=disk");
    arguments.add("--herd.store.folder=" + folder.resolve(name));
    arguments.add("--herd.wire-log.file=" + folder.resolve(name + ".log"));
    return SpringApplication.run(ProxyHerd.class, arguments.toArray(String[]::new));
  }

  private static List<String> address(String member, int peerPort) {
    var prefix = "--herd.members." + member + ".";
    return List.of(
        prefix + "host=127.0.0.1",
        prefix + "client-port=0",
        prefix + "peer-port=" + peerPort,
        prefix + "http-port=0",
        prefix + "web-port=0");
  }
}
