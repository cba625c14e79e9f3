package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.proxyherd.testing.TestMember;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process that looks like a member from outside. Files in its working folder say how it
 * misbehaves: {@code <profile>.fails}, {@code .unlinked}, {@code .stubborn}, {@code .astray},
 * {@code .discreet}, {@code .behind}, {@code .garbled}; {@code .guarded}: by another password than
 * the table's; {@code .encrypted} has it speak TLS.
 */
final class FakeMember {
  private static final String BEHIND =
      """
      {"status":"OUT_OF_SERVICE","components":{"catchUp":{"details":
       {"Ann":"waiting: 2 changes taken","Cid":"unreachable: refused"}}}}
      """;

  private static final String RELOADED =
      """
      {"added":["Dan","Eve"],"removed":[],"needRestart":["herd.secret"],
       "moved":[{"neighbour":"Cid","from":"a:1","to":"b:2"}]}
      """;

  /** As the table has it. */
  static final String PASSWORD = TestMember.PASSWORD;

  private static final String HEALTHY =
      """
      {"status":"UP","components":{"clientPort":{"details":{"connections":3}}}}
      """;

  private FakeMember() {}

  static void main(String[] args) throws Exception {
    var profile = args[0].replaceFirst(".*=(.*),local", "$1");
    if (is(profile, "fails")) {
      System.out.println("\n***\nAPPLICATION FAILED TO START\n***\n\nDescription:\n");
      System.out.println("herd.secret = (not set)\n\nAction:\n\nSet HERD_SECRET.\n");
      System.exit(1);
    }
    if (is(profile, "stubborn")) {
      Runtime.getRuntime().addShutdownHook(new Thread(FakeMember::waitForever));
    }
    var self = Profiles.read(Path.of("application-profiles")).member(profile);
    var links =
        self.neighbours().stream()
            .map(
                name ->
                    """
                    {"neighbour":"%s","state":"%s","incoming":"UP","lag":2,"lastError":"refused"}\
                    """
                        .formatted(name, is(profile, "unlinked") ? "CONNECTING" : "UP"))
            .toList();
    try (var clients = clientPort(self)) {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), self.httpPort());
      var http = HttpServer.create(address, 0);
      answer(http, "/actuator/health", is(profile, "behind") ? BEHIND : HEALTHY);
      http.createContext(
          "/actuator/herd", exchange -> answerUser(profile, exchange, herd(self, links)));
      http.createContext("/actuator/reload", exchange -> reload(exchange, profile));
      http.createContext("/actuator/changes", FakeMember::changes);
      if (!is(profile, "discreet")) {
        http.createContext("/actuator/forget", exchange -> forget(profile, exchange));
      }
      http.start();
      System.out.println("started " + List.of(args));
      while (true) {
        try (var client = clients.accept()) {
          client.getOutputStream().write("? ".getBytes(UTF_8));
          client.getInputStream().transferTo(client.getOutputStream());
        } catch (SSLException e) {
          System.out.println(e);
        }
      }
    }
  }

  private static ServerSocket clientPort(Member self) throws IOException {
    var address = InetAddress.getLoopbackAddress();
    if (!is(self.profile(), "encrypted")) {
      return new ServerSocket(self.clientPort(), 10, address);
    }
    var own =
        PemSslStoreDetails.forCertificate("file:certs/" + self.name() + ".crt")
            .withPrivateKey("file:certs/" + self.name() + ".key");
    return SslBundle.of(new PemSslStoreBundle(own, null))
        .createSslContext()
        .getServerSocketFactory()
        .createServerSocket(self.clientPort(), 10, address);
  }

  private static void reload(HttpExchange exchange, String profile) throws IOException {
    if (is(profile, "garbled")) {
      answer(exchange, 422, "{\"error\":\"herd.name = ?\",\"fix\":\"Mend it.\"}");
    } else if (exchange.getRequestMethod().equals("POST")) {
      Files.writeString(Path.of(profile + ".reloaded"), "");
      answer(exchange, 200, RELOADED);
    } else {
      answer(exchange, 200, RELOADED);
    }
  }

  private static String herd(Member self, List<String> links) {
    return "{\"name\":\"%s\",\"version\":\"1.0\",\"pid\":%d,\"clients\":5,\"digest\":\"%s\",\"links\":%s}"
        .formatted(
            self.name(),
            ProcessHandle.current().pid(),
            is(self.profile(), "astray") ? "00000000deadbeef" : "0123456789abcdef",
            links);
  }

  private static void answer(HttpServer server, String path, String json) {
    server.createContext(path, exchange -> answer(exchange, 200, json));
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    exchange.sendResponseHeaders(status, json.getBytes(UTF_8).length);
    try (var body = exchange.getResponseBody()) {
      body.write(json.getBytes(UTF_8));
    } catch (IOException e) {
      exchange.close();
    }
  }

  private static void answerUser(String profile, HttpExchange exchange, String json)
      throws IOException {
    answer(exchange, isUser(profile, exchange) ? 200 : 401, json);
  }

  private static boolean isUser(String profile, HttpExchange exchange) {
    var password = is(profile, "guarded") ? "another" : PASSWORD;
    var user = Base64.getEncoder().encodeToString(("herd:" + password).getBytes(UTF_8));
    return ("Basic " + user).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  /** Nothing changes here. */
  private static void changes(HttpExchange exchange) throws IOException {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    answer(exchange, 200, "{\"member\":\"?\",\"position\":7,\"changes\":[]}");
  }

  /** Knows nobody but kiwi, and takes names of one word only. */
  private static void forget(String profile, HttpExchange exchange) throws IOException {
    var request = JsonMapper.shared().readTree(exchange.getRequestBody());
    var client = request.path("client").asString("");
    if (!isUser(profile, exchange)) {
      answer(exchange, 401, "");
    } else if (!exchange.getRequestMethod().equals("POST") || client.contains(" ")) {
      answer(exchange, 400, "{\"error\":\"no client can have this name\"}");
    } else {
      answer(
          exchange,
          200,
          "{\"client\":\"%s\",\"known\":%s,\"time\":\"12.500000000\"}"
              .formatted(client, client.equals("kiwi")));
    }
  }

  private static boolean is(String profile, String quality) {
    return Files.exists(Path.of(profile + "." + quality));
  }

  private static void waitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
