package dev.proxyherd.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A YAML file, and what is to be there in it. */
final class Tree {
  private Tree() {}

  static Map<String, Object> read(Path file) throws IOException {
    return map(yaml().load(Files.readString(file)));
  }

  static Iterable<Object> documents(String text) {
    return yaml().loadAll(text);
  }

  private static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }

  static Map<String, Object> map(@Nullable Object value) {
    var map = new LinkedHashMap<String, Object>();
    ((Map<?, ?>) there(value))
        .forEach((key, below) -> map.put(String.valueOf(key), below == null ? "" : below));
    return map;
  }

  static List<Object> list(@Nullable Object value) {
    return ((List<?>) there(value)).stream().map(Tree::there).toList();
  }

  static Object there(@Nullable Object value) {
    return Objects.requireNonNull(value, "not there");
  }

  /** What is below the keys, one after another. */
  static Object at(Map<String, Object> tree, String... keys) {
    Object found = tree;
    for (var key : keys) {
      found = Objects.requireNonNull(map(found).get(key), () -> "there is no " + key);
    }
    return found;
  }
}
