package dev.proxyherd.topology;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.ConfigTreePropertySource.Option;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.Yaml;

/** Holds every file of application-profiles to the two herds of the design. */
class ProfilesTest {
  private static final Path FOLDER = Path.of("application-profiles");
  private static final Path DEMONSTRATION = Path.of("secrets", "demonstration");
  private static final Option TRIMMED = Option.AUTO_TRIM_TRAILING_NEW_LINE;
  private static final Set<String> TABLES = Set.of("local", "compose");
  private static final Set<String> EDGES =
      Set.of(
          "Goloman-Hands",
          "Goloman-Holiday",
          "Goloman-Wilkes",
          "Hands-Wilkes",
          "Holiday-Welsh",
          "Holiday-Wilkes",
          "Jaquez-Riley",
          "Juzang-Riley",
          "Bernard-Jaquez",
          "Bernard-Juzang",
          "Bernard-Campbell",
          "Campbell-Juzang");

  @Test
  void edgesAreThoseOfTheDesignAndBothEndsNameThem() throws Exception {
    var neighbours = new TreeMap<String, List<String>>();
    for (var profile : memberProfiles()) {
      var herd = load(profile);
      assertThat(profile).isEqualTo(herd.name().toLowerCase(Locale.ROOT));
      neighbours.put(herd.name(), herd.neighbours());
    }
    var edges = new TreeSet<String>();
    neighbours.forEach(
        (name, others) -> {
          for (var other : others) {
            assertThat(neighbours.get(other)).as("%s names %s", name, other).contains(name);
            edges.add(name.compareTo(other) < 0 ? name + "-" + other : other + "-" + name);
          }
        });
    assertThat(edges).isEqualTo(new TreeSet<>(EDGES));
  }

  @Test
  void everyMemberIsRightWithEitherTable() throws Exception {
    var names = EDGES.stream().flatMap(edge -> List.of(edge.split("-")).stream()).collect(toSet());
    for (var profile : memberProfiles()) {
      for (var table : TABLES) {
        var herd = load(profile, table);
        assertThat(Topology.of(herd).self()).isEqualTo(herd.name());
        assertThat(herd.members().keySet()).as(table).isEqualTo(names);
      }
    }
  }

  @Test
  void onOneMachineNothingListensToTheNetwork() throws Exception {
    assertThat(load("goloman", "local").bindAddress()).isEqualTo("127.0.0.1");
    assertThat(load("goloman", "compose").bindAddress()).isEqualTo("0.0.0.0");
  }

  @Test
  void everyMemberHasAContainerThatIsPublishedWhereTheLocalMemberIs() throws Exception {
    Map<String, Map<String, Map<String, Object>>> compose;
    try (var file = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
      compose = new Yaml().load(file);
    }
    var services = requireNonNull(compose.get("services"));
    var others = Set.of(List.of("observability"), List.of("site"));
    services.values().removeIf(service -> others.contains(service.get("profiles")));
    assertThat(services.keySet()).hasSameElementsAs(memberProfiles());
    for (var profile : memberProfiles()) {
      var service = requireNonNull(services.get(profile));
      var local = Topology.of(load(profile, "local")).selfAddress();
      var inside = Topology.of(load(profile, "compose")).selfAddress();
      assertThat(inside.host()).isEqualTo(profile);
      assertThat(service.get("ports"))
          .isEqualTo(
              List.of(
                  "${HERD_PUBLISH:-127.0.0.1}:%d:%d"
                      .formatted(local.clientPort(), inside.clientPort()),
                  "${HERD_PUBLISH_HTTP:-127.0.0.1}:%d:%d"
                      .formatted(local.httpPort(), inside.httpPort()),
                  "${HERD_PUBLISH:-127.0.0.1}:%d:%d".formatted(local.webPort(), inside.webPort())));
      assertThat(service.get("volumes"))
          .isEqualTo(
              List.of(profile + ":/data", "./application-profiles:/app/application-profiles:ro"));
      assertThat(service.get("environment"))
          .asInstanceOf(MAP)
          .containsEntry("SPRING_PROFILES_ACTIVE", profile + ",compose");
    }
  }

  private static List<String> memberProfiles() throws Exception {
    try (var files = Files.list(FOLDER)) {
      var profiles =
          files
              .map(file -> file.getFileName().toString())
              .map(file -> file.replaceFirst("^application-(.+)[.]yml$", "$1"))
              .filter(profile -> !TABLES.contains(profile))
              .sorted()
              .toList();
      assertThat(profiles).hasSize(10);
      return profiles;
    }
  }

  /**
   * With the demonstration's secrets, as containers have them; profiles with their own go first.
   */
  private static HerdProperties load(String... profiles) throws Exception {
    var sources = new MutablePropertySources();
    sources.addFirst(new ConfigTreePropertySource("secrets", DEMONSTRATION, TRIMMED));
    for (var profile : profiles) {
      var file = new FileSystemResource(FOLDER.resolve("application-" + profile + ".yml"));
      new YamlPropertySourceLoader().load(profile, file).forEach(sources::addFirst);
    }
    return new Binder(ConfigurationPropertySources.from(sources))
        .bindOrCreate("herd", HerdProperties.class);
  }
}
