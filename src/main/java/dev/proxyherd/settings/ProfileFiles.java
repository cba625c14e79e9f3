package dev.proxyherd.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** The folder {@code herd.profiles}, and in it a file for each profile. */
final class ProfileFiles {
  private static final String ACTIVE = "spring.profiles.active";
  private static final String CONDITION = "spring.config.activate.on-profile";
  private static final String GROUP = "spring.profiles.group.";
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}._+@-]*[\\p{L}\\p{N}])?");
  private static final Pattern FILE = Pattern.compile("application-(.+)\\.(ya?ml|properties)");

  private final Path folder;

  private ProfileFiles(Path folder) {
    this.folder = folder;
  }

  static ProfileFiles of(Environment environment) {
    return new ProfileFiles(
        Path.of(environment.getProperty("herd.profiles", "./application-profiles")));
  }

  /**
   * Reads the files of the active profiles once before Spring Boot does, which does not say in
   * which file the mistake is.
   *
   * @throws SettingException when one of them is not YAML
   */
  void requireReadable(Environment environment) {
    var all = environment.getProperty(ACTIVE, "");
    for (var given : all.isBlank() ? new String[0] : all.split(",", -1)) {
      var profile = given.strip();
      if (!NAME.matcher(profile).matches()) {
        throw new ProfileException(
            ACTIVE,
            "'%s' is not the name of a profile".formatted(profile),
            "Set it to names with a comma between them, such as goloman,local.",
            null);
      }
      for (var ending : List.of(".yml", ".yaml")) {
        var file = folder.resolve("application-" + profile + ending);
        if (Files.isRegularFile(file)) {
          requireReadable(file);
        }
      }
    }
  }

  private static void requireReadable(Path file) {
    try {
      new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file));
    } catch (YAMLException e) {
      throw new ProfileException(
          file.toString(),
          place(e) + "this is not YAML: " + problem(e),
          "Mend the file. Mind the indentation, by spaces, and the space behind every colon.",
          e);
    } catch (IOException | IllegalStateException e) {
      throw new ProfileException(
          file.toString(),
          "it cannot be read: " + e.getMessage(),
          "See to it that the member's user may read the file.",
          e);
    }
  }

  private static String place(YAMLException problem) {
    return problem instanceof MarkedYAMLException marked && marked.getProblemMark() != null
        ? "line %d, column %d: "
            .formatted(
                marked.getProblemMark().getLine() + 1, marked.getProblemMark().getColumn() + 1)
        : "";
  }

  /** Without the piece of the file that snakeyaml shows: there may be a secret in it. */
  private static String problem(YAMLException problem) {
    return problem instanceof MarkedYAMLException marked
        ? String.valueOf(marked.getProblem())
        : String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * @throws SettingException when nothing has been read for an active profile
   */
  void requireAll(ConfigurableEnvironment environment) {
    for (var profile : environment.getActiveProfiles()) {
      if (environment.getPropertySources().stream().noneMatch(source -> isFor(profile, source))) {
        var names = names();
        throw new ProfileException(
            ACTIVE,
            "%s: there is no application-%s.yml in %s, or nothing in it"
                .formatted(profile, profile, folder.toAbsolutePath().normalize()),
            Spelling.nearest(profile, names).map("Did you mean %s? "::formatted).orElse("")
                + (names.isEmpty()
                    ? "There are no profiles in that folder. Start from the folder that holds"
                        + " application-profiles, or set herd.profiles to that folder."
                    : "There are: %s.".formatted(String.join(", ", names))),
            null);
      }
    }
  }

  /** It has the profile's settings, or some under a condition, or says what it stands for. */
  private static boolean isFor(String profile, PropertySource<?> source) {
    var condition = source.getProperty(CONDITION);
    return source.getName().contains("application-" + profile + ".")
        || (condition != null && condition.toString().contains(profile))
        || (source instanceof EnumerablePropertySource<?> names
            && Stream.of(names.getPropertyNames())
                .anyMatch(name -> name.startsWith(GROUP + profile)));
  }

  private List<String> names() {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> FILE.matcher(String.valueOf(file.getFileName())))
          .filter(matcher -> matcher.matches())
          .map(matcher -> matcher.group(1))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A profile that is not there, or not to be read. */
  static final class ProfileException extends SettingException {
    ProfileException(String key, String problem, String remedy, @Nullable Exception cause) {
      super(key, key + ": " + problem, remedy, cause);
    }
  }
}
