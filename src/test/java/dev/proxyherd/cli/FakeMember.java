package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process that looks like a member from outside. Files in its working folder say how it
 * misbehaves: {@code <profile>.fails}, {@code .unlinked}, {@code .stubborn}, {@code .astray},
 * {@code .discreet}, {@code .behind}.
 */
final class FakeMember {
  private static final String BEHIND =
      """
      {"status":"OUT_OF_SERVICE","components":{"catchUp":{"details":
       {"Ann":"waiting: 2 changes taken","Cid":"unreachable: refused"}}}}
      """;

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
    try (var clients = new ServerSocket(self.clientPort(), 10, InetAddress.getLoopbackAddress())) {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), self.httpPort());
      var http = HttpServer.create(address, 0);
      answer(http, "/actuator/health", is(profile, "behind") ? BEHIND : HEALTHY);
      answer(http, "/actuator/herd", herd(self, links));
      http.createContext("/actuator/changes", FakeMember::changes);
      if (!is(profile, "discreet")) {
        http.createContext("/actuator/forget", FakeMember::forget);
      }
      http.start();
      System.out.println("started " + List.of(args));
      while (true) {
        try (var client = clients.accept()) {
          client.getOutputStream().write("? ".getBytes(UTF_8));
          client.getInputStream().transferTo(client.getOutputStream());
        }
      }
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

  /** Nothing changes here. */
  private static void changes(HttpExchange exchange) throws IOException {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    answer(exchange, 200, "{\"member\":\"?\",\"position\":7,\"changes\":[]}");
  }

  /** Knows nobody but kiwi, and takes names of one word only. */
  private static void forget(HttpExchange exchange) throws IOException {
    var request = JsonMapper.shared().readTree(exchange.getRequestBody());
    var client = request.path("client").asString("");
    if (!exchange.getRequestMethod().equals("POST") || client.contains(" ")) {
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
