package dev.proxyherd.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The objects of the folder {@code kubernetes}, as Kubernetes would take them. */
final class Manifests {
  static final Path FOLDER = Path.of("kubernetes");

  private static final Map<String, Class<?>> MODELS =
      Map.of(
          "v1 Service", V1Service.class,
          "v1 ConfigMap", V1ConfigMap.class,
          "apps/v1 Deployment", V1Deployment.class,
          "apps/v1 StatefulSet", V1StatefulSet.class,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class);

  private Manifests() {}

  /** All objects in files that are no kustomization's, nor members' profiles. */
  static List<JsonObject> all() throws IOException {
    var all = new ArrayList<JsonObject>();
    for (var file : files()) {
      all.addAll(objects(Files.readString(file)));
    }
    assertThat(all).hasSizeGreaterThan(7);
    return all;
  }

  static List<Path> files() throws IOException {
    try (var files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
          .toList();
    }
  }

  static List<JsonObject> objects(String text) {
    var objects = new ArrayList<JsonObject>();
    for (var document : Tree.documents(text)) {
      objects.add(new Gson().toJsonTree(document).getAsJsonObject());
    }
    return objects;
  }

  static String name(JsonObject object) {
    var name = object.getAsJsonObject("metadata").get("name").getAsString();
    return object.get("kind").getAsString() + " " + name;
  }

  /** All objects of one kind. */
  static <T> List<T> all(Class<T> model) throws IOException {
    var all = new ArrayList<T>();
    for (var object : all()) {
      if (model(object) == model) {
        all.add(Objects.requireNonNull(model.cast(taken(object))));
      }
    }
    return all;
  }

  private static Class<?> model(JsonObject object) {
    var kind = object.get("apiVersion").getAsString() + " " + object.get("kind").getAsString();
    return Objects.requireNonNull(MODELS.get(kind), () -> "enter the class of " + kind);
  }

  /**
   * The object as one of Kubernetes's. It has all fields that are required, and no others than
   * there are; and what it says is of the right type: else it would not come out as it went in.
   *
   * @throws IllegalArgumentException where a field is missing, unknown, or of another type
   */
  static Object taken(JsonObject object) {
    Object taken;
    try {
      taken = JSON.deserialize(object.toString(), model(object));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(name(object) + ": " + e.getMessage(), e);
    }
    var again = JsonParser.parseString(JSON.serialize(taken));
    if (!isAllIn(object, again)) {
      throw new IllegalArgumentException(
          "%s: a value is of another type: %s became %s".formatted(name(object), object, again));
    }
    return Objects.requireNonNull(taken);
  }

  /** Lists and maps that are not there come out as empty ones. */
  private static boolean isAllIn(JsonElement said, @Nullable JsonElement found) {
    if (said instanceof JsonObject object && found instanceof JsonObject other) {
      return object.entrySet().stream()
          .allMatch(field -> isAllIn(field.getValue(), other.get(field.getKey())));
    }
    if (said instanceof JsonArray array && found instanceof JsonArray other) {
      return array.size() == other.size()
          && IntStream.range(0, array.size()).allMatch(i -> isAllIn(array.get(i), other.get(i)));
    }
    return said.equals(found);
  }
}
