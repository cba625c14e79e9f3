package dev.proxyherd.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The settings that docs/reference/configuration.md has, which other tests hold to the code. */
final class DocumentedSettings {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(herd\\.[^`]+)` \\|");

  private final List<String> keys;

  private DocumentedSettings(List<String> keys) {
    this.keys = keys;
  }

  static DocumentedSettings read() throws IOException {
    var table = Files.readString(Path.of("docs/reference/configuration.md"));
    var keys = ROW.matcher(table).results().map(row -> row.group(1)).toList();
    assertThat(keys).contains("herd.client.max-connections", "herd.members.<name>.peer-port");
    return new DocumentedSettings(keys);
  }

  /** Fails for a variable of ours that no setting is read from: it would be passed over. */
  void haveVariable(String variable) {
    if (variable.startsWith("HERD_")) {
      assertThat(keys)
          .as("the variable %s sets something", variable)
          .anyMatch(
              key ->
                  variable(key.replace("-", "")).equals(variable)
                      || variable(key).equals(variable));
    }
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Fails for a file of a secret that is not named after a setting. */
  void haveFile(String name) {
    assertThat(keys).as("the secret is named after what it sets").contains(name);
  }

  /** Fails for a key of a profile's, or of one below it, that sets nothing. */
  void haveAllOf(Path file, Object value, String key) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, below) -> haveAllOf(file, below, key + "." + name));
    } else {
      assertThat(keys)
          .as("%s sets something in %s", key, file)
          .anyMatch(
              one -> Pattern.matches(Pattern.quote(one).replace("<name>", "\\E[^.]+\\Q"), key));
    }
  }
}
