package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.FakeRedis;
import dev.proxyherd.testing.FakeServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command as a user has it, on servers that answer like a member or a Redis. */
@BesideOthers
class BenchCommandTest {
  private static final List<String> SHORT =
      List.of("--connections=2", "--clients=10", "--time=0.1", "--warm-up=0");

  private @TempDir Path home;
  private FakeHerd herd;

  @BeforeEach
  void makeHerd() throws IOException {
    herd = new FakeHerd(home);
  }

  @Test
  void printsARowForEachServerAndForItself() throws IOException {
    try (var ann = FakeServer.saying((_, line) -> FakeServer.at(line))) {
      assertThat(bench("--at", at(ann), "--runs=2")).as(() -> herd.err).isZero();
      var lines = herd.out.lines().toList();
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0))
          .matches("NAME +PER SECOND +P50 ms +P99 ms +P99.9 ms +MAX ms +CPU s/100k +RSS MiB");
      assertThat(lines.get(1))
          .matches(at(ann) + "( +[0-9.,]+ \\([0-9.,]+ to [0-9.,]+\\)){5} +- +-");
      assertThat(lines.get(2)).matches("\\(bench\\)( +-){5}( +[0-9.,]+ \\(.*\\)){2}");
      assertThat(herd.err).isEmpty();
    }
  }

  @Test
  void printsJson() throws IOException {
    try (var ann = FakeServer.saying((_, line) -> FakeServer.at(line))) {
      assertThat(bench("--at", at(ann), "--json", "--rate=50")).as(() -> herd.err).isZero();
      var json = JsonMapper.shared().readTree(herd.out);
      assertThat(json.propertyNames()).containsExactly("settings", "herd");
      assertThat(json.at("/settings/connections").asInt()).isEqualTo(2);
      assertThat(json.at("/settings/seconds").asDouble()).isEqualTo(0.1);
      assertThat(json.at("/settings/perSecond").asLong()).isEqualTo(50);
      assertThat(json.at("/herd").propertyNames())
          .containsExactly("all", "processes", "generator", "refused", "refusal", "unsent");
      assertThat(json.at("/herd/processes/0").propertyNames())
          .containsExactly(
              "name",
              "perSecond",
              "p50Micros",
              "p99Micros",
              "p99_9Micros",
              "maxMicros",
              "cpuSecondsPer100k",
              "residentBytes");
      assertThat(json.at("/herd/all/perSecond").propertyNames())
          .containsExactly("median", "min", "max");
    }
  }

  @Test
  void comparesWithARedisInTurns() throws IOException {
    try (var ann = FakeServer.saying((_, line) -> FakeServer.at(line));
        var redis = new FakeRedis(":0\r\n").start()) {
      var against = "redis://127.0.0.1:" + redis.port();
      assertThat(bench("--at", at(ann), "--against", against)).as(() -> herd.err).isZero();
      assertThat(herd.out)
          .containsPattern("\nredis 7.0.15, appendonly yes, appendfsync yes +[0-9,]+ ")
          .containsPattern("\nto redis: CPU -, per second [0-9.]+\n");
      assertThat(bench("--at", at(ann), "--against", against, "--json")).isZero();
      var json = JsonMapper.shared().readTree(herd.out);
      assertThat(json.propertyNames()).containsExactly("settings", "herd", "redis", "ratio");
      assertThat(json.at("/redis").propertyNames())
          .containsExactly("version", "appendonly", "appendfsync", "load");
      assertThat(json.at("/ratio").propertyNames()).containsExactly("cpu", "perSecond");
    }
  }

  @Test
  void measuresPropagation() throws IOException {
    var told = new ArrayList<String>();
    FakeServer.Script script =
        (_, line) -> {
          if (line.startsWith("IAMAT")) {
            told.add(FakeServer.at(line));
            return told.getLast();
          }
          return told.getLast() + "{}\n\n";
        };
    try (var ann = FakeServer.saying(script);
        var bob = FakeServer.saying(script)) {
      assertThat(bench("--at", at(ann), "--at", at(bob), "--propagation", "--rounds=3"))
          .as(() -> herd.err)
          .isZero();
      var lines = herd.out.lines().toList();
      assertThat(lines.get(0)).matches("FROM +TO +LINKS +ROUNDS +MISSED +P50 ms +P99 ms +MAX ms");
      assertThat(lines.get(1)).matches(at(ann) + " +" + at(bob) + " +- +3 +0( +[0-9.]+){3}");
      assertThat(lines.get(2)).matches(at(bob) + " +" + at(ann) + " +- +3 +0( +[0-9.]+){3}");
    }
  }

  @Test
  void failsWithWhatWasExpectedAndWhatCame() throws IOException {
    try (var wrong = FakeServer.saying((_, line) -> FakeServer.at(line).replace("bench", "x"));
        var refusing = FakeServer.saying((_, line) -> "? " + line + "\n")) {
      assertThat(bench("--at", at(wrong))).isEqualTo(1);
      assertThat(herd.out).isEmpty();
      assertThat(herd.err).contains("herd: wrong reply from", "expected: AT Ann", "came:     AT");
      assertThat(bench("--at", at(refusing))).isEqualTo(1);
      assertThat(herd.err).contains(" requests were refused; the first: ? IAMAT bench-");
    }
  }

  @Test
  void saysInOneLineWhatCannotBeDone() {
    assertThat(bench("Ann")).isEqualTo(1);
    assertThat(herd.err).isEqualTo("herd: Ann is not running; ./herd start Ann starts it\n");
    assertThat(bench()).isEqualTo(1);
    assertThat(herd.err).isEqualTo("herd: no member is running; ./herd up starts a herd\n");
    assertThat(bench("--at", "nowhere")).isEqualTo(2);
    assertThat(bench("--at", "a:1", "--runs=0")).isEqualTo(2);
    assertThat(bench("--at", "a:1", "--whatsat=101")).isEqualTo(2);
    assertThat(bench("--at", "a:1", "--propagation")).isEqualTo(2);
    assertThat(bench("--at", "a:1", "--against", "http://a:1")).isEqualTo(2);
    assertThat(bench("--at", "a:1", "--at", "a:2", "--against", "redis://a:1")).isEqualTo(2);
    assertThat(herd.err).isEqualTo("herd: --against compares one member with a Redis: name one\n");
  }

  @Test
  void countsTheLinksBetweenMembers() {
    var members = List.of(herd.member("Ann"), herd.member("Bob"), herd.member("Cid"));
    var line = new BenchHerd(List.of(), List.of(), List.of(), members);
    assertThat(line.linksBetween("Ann", "Bob")).isEqualTo(1);
    assertThat(line.linksBetween("Cid", "Ann")).isEqualTo(2);
    var broken =
        new BenchHerd(
            List.of(), List.of(), List.of(), List.of(herd.member("Ann"), herd.member("Cid")));
    assertThat(broken.linksBetween("Ann", "Cid")).isNull();
  }

  private int bench(String... arguments) {
    var all = new ArrayList<>(List.of("bench"));
    all.addAll(SHORT);
    all.addAll(List.of(arguments));
    return herd.run(all.toArray(String[]::new));
  }

  private static String at(FakeServer server) {
    return "127.0.0.1:" + server.port();
  }
}
