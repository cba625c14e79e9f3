package dev.proxyherd.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.peer.LinkState;
import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.TestMember;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators see of a member whose neighbours are away. */
class OpsTest {
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(herd_\\w+)`");
  private static final Pattern SCRAPED = Pattern.compile("(?m)^# TYPE (herd_\\w+) ");

  @TempDir static Path folder;
  private static Path wireLog;
  private static TestMember member;

  @BeforeAll
  static void start() throws IOException {
    wireLog = folder.resolve("goloman.wire.log");
    var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    member =
        TestMember.start(
            "Goloman",
            List.of("Hands", "Wilkes"),
            _ -> nobody,
            Map.of("herd.wire-log.enabled", "true", "herd.wire-log.file", wireLog.toString()));
    assertThat(say("IAMAT kiwi +34.0689-118.4451 1520023934.9\nWHATSAT kiwi 10 5\nnonsense\n"))
        .startsWith("AT Goloman ")
        .endsWith("? nonsense\n");
    await()
        .untilAsserted(
            () ->
                assertThat(member.neighbours().all())
                    .allSatisfy(link -> assertThat(link.outgoing()).isEqualTo(LinkState.DOWN)));
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @Test
  void isHealthyWhileItsNeighboursAreAway() throws Exception {
    var health = json("/actuator/health");
    assertThat(health.at("/status").asString()).isEqualTo("UP");
    var parts = health.path("components");
    assertThat(parts.at("/store/details/clients").asInt()).isEqualTo(1);
    assertThat(parts.at("/store/details/digest").asString())
        .isEqualTo(member.store().digest().hex());
    assertThat(parts.at("/clientPort/status").asString()).isEqualTo("UP");
    assertThat(parts.at("/clientPort/details/port").asInt()).isEqualTo(member.clientPort());
    assertThat(parts.at("/peerPort/details/port").asInt()).isEqualTo(member.peerPort());
    var hands = parts.at("/neighbours/components/Hands");
    assertThat(hands.at("/status").asString()).isEqualTo("UP");
    assertThat(hands.at("/details/link").asString()).isNotEqualTo("UP");
    assertThat(hands.at("/details/incoming").asString()).isEqualTo("DOWN");
    assertThat(hands.at("/details/lag").asInt()).isEqualTo(1);
    assertThat(hands.at("/details/lastError").asString()).isNotEmpty();
    assertThat(json("/actuator/health/readiness").at("/status").asString()).isEqualTo("UP");
  }

  @Test
  void showsTheMemberAndItsLinks() throws Exception {
    var herd = json("/actuator/herd");
    assertThat(herd.at("/name").asString()).isEqualTo("Goloman");
    assertThat(herd.at("/pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(herd.at("/clientPort").asInt()).isEqualTo(member.clientPort());
    assertThat(herd.at("/peerPort").asInt()).isEqualTo(member.peerPort());
    assertThat(herd.at("/httpPort").asInt()).isEqualTo(httpPort());
    assertThat(herd.at("/clients").asInt()).isEqualTo(1);
    assertThat(herd.at("/digest").asString()).isEqualTo(member.store().digest().hex());
    assertThat(herd.at("/changeNumber").asLong()).isEqualTo(member.store().lastChange());
    assertThat(herd.at("/refused").isObject()).isTrue();
    assertThat(herd.path("links"))
        .extracting(link -> link.path("neighbour").asString())
        .containsExactly("Hands", "Wilkes");
    var link = herd.at("/links/0");
    assertThat(link.propertyNames())
        .containsExactlyInAnyOrder(
            "neighbour",
            "state",
            "incoming",
            "heldBy",
            "incomingHeldBy",
            "lag",
            "lagSeconds",
            "roundTripSeconds",
            "clockOffsetSeconds",
            "lastError");
    assertThat(link.path("lag").asInt()).isEqualTo(1);
    assertThat(link.path("lagSeconds").asDouble()).isPositive();
    assertThat(link.path("roundTripSeconds").isNull()).isTrue();
    assertThat(herd.at("/ready").asBoolean()).isTrue();
    assertThat(herd.at("/uptimeSeconds").asLong()).isPositive();
    assertThat(herd.at("/limits/clients/used").asInt()).isEqualTo(1);
    assertThat(herd.at("/limits/clientConnections/max").asInt()).isPositive();
    assertThat(herd.at("/members").propertyNames()).containsExactly("Goloman", "Hands", "Wilkes");
  }

  @Test
  void showsTheSameToPeople() throws Exception {
    var text = get("/actuator/herd", "text/plain");
    assertThat(text)
        .startsWith("Goloman (")
        .contains("), ready, up for ")
        .contains("knows 1 clients, digest " + member.store().digest().hex())
        .containsPattern("\nHands +DOWN +DOWN +1 +\\d+\\.\\d +- +- +\\S")
        .containsPattern("\nclients +1 +\\d+ +0\\.0 %\n")
        .containsPattern("\nWilkes +127\\.0\\.0\\.3 +0 +0 +0 +-\n")
        .doesNotContain("REFUSED");
  }

  @Test
  void hasTheMetersThatAreDocumentedAndNoOthers() throws Exception {
    var documented = new TreeSet<String>();
    var table = DOCUMENTED.matcher(Files.readString(Path.of("docs/reference/metrics.md")));
    while (table.find()) {
      documented.add(table.group(1));
    }
    // Of replicas of a site only: SiteMetersTest has them.
    documented.removeIf(name -> name.startsWith("herd_engine_"));
    var scraped = new TreeSet<String>();
    var families = SCRAPED.matcher(get("/actuator/prometheus"));
    while (families.find()) {
      scraped.add(families.group(1));
    }
    // A histogram's greatest of late comes as a gauge of its own.
    scraped.removeIf(
        name ->
            scraped.contains(name.replaceFirst("_max$", ""))
                && name.endsWith("_max")
                && !documented.contains(name));
    assertThat(documented).isNotEmpty().isEqualTo(scraped);
  }

  @Test
  void countsWhatHappened() {
    var meters = member.bean(MeterRegistry.class);
    assertThat(count(meters, "herd.commands", "verb", "iamat", "outcome", "newer")).isEqualTo(1);
    assertThat(count(meters, "herd.commands", "verb", "invalid", "outcome", "refused"))
        .isEqualTo(1);
    assertThat(meters.get(TimedPlaces.METER).tag("status", "OK").timer().count()).isEqualTo(1);
    assertThat(meters.get("herd.command.latency").tags("verb", "iamat", "outcome", "newer").timer())
        .satisfies(
            latency -> {
              assertThat(latency.count()).as("the few are all measured").isEqualTo(1);
              assertThat(latency.totalTime(TimeUnit.NANOSECONDS)).isPositive();
            });
    assertThat(count(meters, "herd.connections.opened", "port", "client")).isPositive();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        count(
                            meters,
                            "herd.connections.closed",
                            "port",
                            "client",
                            "reason",
                            "finished"))
                    .isPositive());
    assertThat(meters.get("herd.clients").gauge().value()).isEqualTo(1);
    assertThat(meters.get("herd.change.number").gauge().value())
        .isEqualTo((double) member.store().lastChange());
    assertThat(meters.get("herd.link.up").tag("neighbour", "Hands").gauges())
        .hasSize(2)
        .allSatisfy(up -> assertThat(up.value()).isZero());
    assertThat(meters.find("spring.integration.send").meters())
        .as("meters on the command path")
        .isEmpty();
  }

  @Test
  void writesDownEveryLineAndConnection() {
    await()
        .untilAsserted(
            () -> {
              var lines = Files.readAllLines(wireLog);
              assertThat(lines)
                  .anyMatch(line -> line.matches(".* c\\d+ opened from 127\\.0\\.0\\.1:\\d+"));
              assertThat(lines).anyMatch(line -> line.matches(".* c\\d+ <- WHATSAT kiwi 10 5"));
              assertThat(lines)
                  .anyMatch(
                      line ->
                          line.matches(
                              ".* c\\d+ -> AT Goloman \\S+ kiwi \\S+ 1520023934\\.9… \\d+ bytes"
                                  + " more"));
              assertThat(lines).anyMatch(line -> line.endsWith(" -> ? nonsense"));
              assertThat(lines).anyMatch(line -> line.matches(".* c\\d+ closed FINISHED"));
            });
  }

  private static double count(MeterRegistry meters, String name, String... tags) {
    return meters.get(name).tags(tags).functionCounter().count();
  }

  private static String say(String lines) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), member.clientPort())) {
      socket.getOutputStream().write(lines.getBytes(UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static JsonNode json(String path) throws Exception {
    return JsonMapper.shared().readTree(get(path));
  }

  private static String get(String path) throws Exception {
    return get(path, "*/*");
  }

  private static String get(String path, String accepted) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:%d%s".formatted(httpPort(), path));
      var response =
          client.send(
              HttpRequest.newBuilder(uri)
                  .header("Authorization", Actuator.AUTHORIZATION)
                  .header("Accept", accepted)
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      return response.body();
    }
  }

  private static int httpPort() {
    return member.httpPort();
  }
}
