package dev.proxyherd.settings;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.unit.DataSize;

/** Holds the table of docs/reference/configuration.md to the records in the code. */
class ConfigurationTableTest {
  private static final Path TABLE = Path.of("docs/reference/configuration.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(herd\\.[^`]+)` (\\|[^|\n]*\\|[^|\n]*\\|)(.*)$");

  private static final Map<Class<?>, String> TYPES =
      Map.of(
          String.class, "text",
          Path.class, "path",
          boolean.class, "`true` or `false`",
          int.class, "whole number",
          long.class, "whole number",
          double.class, "number",
          Duration.class, "duration",
          DataSize.class, "size");

  @Test
  void everySettingHasARowWithItsTypeAndDefaultAndEveryRowIsASetting() throws Exception {
    var documented = new TreeMap<String, String>();
    var rows = ROW.matcher(Files.readString(TABLE));
    while (rows.find()) {
      assertThat(documented.put(rows.group(1), rows.group(2)))
          .as("%s has two rows for %s", TABLE, rows.group(1))
          .isNull();
    }
    var problems = new ArrayList<String>();
    for (var setting : settings()) {
      var right = "| %s | %s |".formatted(type(setting), defaultValue(setting));
      var there = documented.remove(setting.key());
      if (!right.equals(there)) {
        problems.add(
            "%s this row, with limit and meaning: | `%s` %s … | … |"
                .formatted(there == null ? "add" : "correct", setting.key(), right));
      }
    }
    documented
        .keySet()
        .forEach(key -> problems.add("remove the row of `%s`: no such setting".formatted(key)));
    assertThat(problems).as("in %s", TABLE).isEmpty();
  }

  @Test
  void aRowOfAChoiceNamesAllThatMayBeChosen() throws Exception {
    var rows = new TreeMap<String, String>();
    var matcher = ROW.matcher(Files.readString(TABLE));
    while (matcher.find()) {
      rows.put(matcher.group(1), matcher.group(3));
    }
    for (var setting : settings()) {
      if (setting.type().isEnum()) {
        var values = Objects.requireNonNull(setting.type().getEnumConstants());
        assertThat(rows.get(setting.key()))
            .as("limits of %s in %s", setting.key(), TABLE)
            .contains(
                Arrays.stream(values)
                    .map(value -> "`%s`".formatted(kebab(value)))
                    .collect(joining(", ")));
      }
    }
  }

  private static List<Setting> settings() throws IOException, ClassNotFoundException {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    var beans = new DefaultListableBeanFactory();
    for (var found : scanner.findCandidateComponents("dev.proxyherd")) {
      var type = Class.forName(found.getBeanClassName());
      beans.registerBeanDefinition(type.getName(), new RootBeanDefinition(type));
    }
    var settings = Settings.of(beans).all();
    assertThat(settings).extracting(Setting::key).contains("herd.members.<name>.peer-port");
    return settings;
  }

  private static String type(Setting setting) {
    var type = setting.type().isEnum() ? "choice" : TYPES.get(setting.type());
    Objects.requireNonNull(type, () -> "enter a word for " + setting.type() + " in this test");
    return setting.list() ? "list of " + type : type;
  }

  /** A port that is not set is marked by a value that is none. */
  private static String defaultValue(Setting setting) {
    var value = setting.defaultValue();
    return value == null || value.isEmpty() || value.equals("-1") ? "–" : "`" + value + "`";
  }

  private static String kebab(Object value) {
    return value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
