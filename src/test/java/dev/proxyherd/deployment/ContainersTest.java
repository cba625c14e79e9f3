package dev.proxyherd.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files for containers say the same of names, ports and settings. */
@BesideOthers
class ContainersTest {
  private static final Path BALANCER = Path.of("site/haproxy.cfg");
  private static final Pattern BIND = Pattern.compile("(?m)^ +bind :(\\d+)$");
  private static final Pattern SERVERS =
      Pattern.compile("(?m)^ +server-template replica- \\d+ ([a-z-]+):(\\d+)$");

  private static Map<String, Object> compose() throws IOException {
    return Tree.read(Path.of("docker-compose.yml"));
  }

  private static Map<String, Object> services() throws IOException {
    return Tree.map(compose().get("services"));
  }

  private static List<String> servicesOf(String profile) throws IOException {
    return services().entrySet().stream()
        .filter(
            service -> Tree.list(Tree.map(service.getValue()).get("profiles")).contains(profile))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void variablesAndSecretsAreSettings() throws Exception {
    var settings = DocumentedSettings.read();
    for (var service : services().values()) {
      Tree.map(Tree.map(service).getOrDefault("environment", Map.of()))
          .keySet()
          .forEach(settings::haveVariable);
    }
    for (var secret : Tree.map(compose().get("secrets")).keySet()) {
      assertThat(Path.of("secrets/demonstration", secret)).exists();
      if (!secret.startsWith("grafana.")) {
        settings.haveFile(secret);
      }
    }
  }

  /** One Goloman at a time, and the same others. */
  @Test
  void aSiteTakesThePlaceOfItsMember() throws Exception {
    var others = new TreeSet<>(servicesOf("goloman"));
    others.remove("goloman");
    assertThat(servicesOf("site")).containsAll(others).doesNotContain("goloman");
    var aliases = Tree.at(services(), "balancer", "networks", "default", "aliases");
    assertThat(Tree.list(aliases)).containsExactly("goloman");
    assertThat(published("balancer")).isSubsetOf(published("goloman"));
  }

  private static List<Object> published(String service) throws IOException {
    return Tree.list(Tree.at(services(), service, "ports"));
  }

  @Test
  void theBalancerHasTheMembersPortsAndFindsReplicas() throws Exception {
    var member =
        Tree.map(
            Tree.at(
                Tree.read(Path.of("application-profiles/application-compose.yml")),
                "herd",
                "members",
                "Goloman"));
    var file = Files.readString(BALANCER);
    var ports =
        Stream.of("client-port", "peer-port", "web-port").map(port -> member.get(port) + "");
    assertThat(BIND.matcher(file).results().map(bind -> bind.group(1))).containsAll(ports.toList());
    var servers = SERVERS.matcher(file).results().toList();
    assertThat(servers).hasSize(3);
    for (var server : servers) {
      assertThat(file).contains("bind :" + server.group(2));
    }
    for (var replica : List.of("goloman-1", "goloman-2", "goloman-3")) {
      var aliases = Tree.at(services(), replica, "networks", "default", "aliases");
      assertThat(Tree.list(aliases)).contains(servers.getFirst().group(1));
    }
    assertThat(file).contains("check port " + member.get("http-port") + " ");
  }

  @Test
  void prometheusAsksAllOfASite() throws Exception {
    var file = Path.of("observability/prometheus/prometheus-site.yml");
    var targets = new TreeSet<String>();
    for (var job : Tree.list(Tree.read(file).get("scrape_configs"))) {
      for (var config : Tree.list(Tree.map(job).get("static_configs"))) {
        Tree.list(Tree.map(config).get("targets"))
            .forEach(target -> targets.add(target.toString().replaceAll(":.*", "")));
      }
    }
    var asked = servicesOf("site").stream().filter(name -> !name.startsWith("valkey-")).toList();
    assertThat(targets).containsExactlyInAnyOrderElementsOf(asked);
  }
}
