package dev.proxyherd.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonParser;
import dev.proxyherd.testing.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubernetes takes what is in the folder {@code kubernetes}, and nothing there is left out. */
@BesideOthers
class KubernetesTest {
  /** What our kustomizations say; a word that kustomize does not know is none of these. */
  private static final Set<String> KUSTOMIZATION =
      Set.of(
          "apiVersion",
          "kind",
          "resources",
          "labels",
          "configMapGenerator",
          "generatorOptions",
          "images");

  @Test
  void everyManifestIsWhatKubernetesTakes() throws Exception {
    for (var object : Manifests.all()) {
      assertThat(Manifests.taken(object)).isNotNull();
    }
  }

  /** What the check is good for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "periodSeconds":2   | "periodSecond":2     | periodSecond
          "periodSeconds":2   | "periodSeconds":"x"  | x
          "768Mi"             | "768Megs"            | suffix
          "limits":           | "limit":             | limit
          "value":"2000"      | "value":2000         | another type
          "image":"proxy-herd"| "image":true         | another type
          "runAsUser":10001   | "runAsUser":"herd"   | herd
          "serviceName"       | "servicename"        | servicename
          ,"containerPort":12000 |              | containerPort
          """)
  void aMistakeInAManifestIsFound(String right, @Nullable String wrong, String said)
      throws Exception {
    var statefulSet =
        Manifests.all().stream()
            .filter(object -> Manifests.name(object).equals("StatefulSet member"))
            .findFirst()
            .orElseThrow()
            .toString();
    assertThat(statefulSet).contains(right);
    var mistaken = JsonParser.parseString(statefulSet.replace(right, wrong == null ? "" : wrong));
    assertThatThrownBy(() -> Manifests.taken(mistaken.getAsJsonObject()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  @Test
  void kustomizationsNameAllThatThereIs() throws Exception {
    var named = new TreeSet<Path>();
    addNamed(Manifests.FOLDER, named);
    var there = new TreeSet<>(Manifests.files());
    try (var profiles = Files.list(Manifests.FOLDER.resolve("profiles"))) {
      profiles.forEach(there::add);
    }
    assertThat(named).isEqualTo(there);
  }

  private static void addNamed(Path folder, Set<Path> named) throws IOException {
    var kustomization = Tree.read(folder.resolve("kustomization.yaml"));
    assertThat(kustomization)
        .as("%s", folder)
        .containsEntry("apiVersion", "kustomize.config.k8s.io/v1beta1")
        .containsEntry("kind", "Kustomization");
    assertThat(KUSTOMIZATION).containsAll(kustomization.keySet());
    for (var resource : Tree.list(kustomization.get("resources"))) {
      var path = folder.resolve(resource.toString());
      if (Files.isDirectory(path)) {
        addNamed(path, named);
      } else {
        named.add(path);
      }
    }
    for (var generator : Tree.list(kustomization.getOrDefault("configMapGenerator", List.of()))) {
      for (var file : Tree.list(Tree.map(generator).get("files"))) {
        named.add(folder.resolve(file.toString()));
      }
    }
  }

  /** As it is applied: put together by kustomize, where there is one. */
  @Test
  void whatIsAppliedIsWhatKubernetesTakes() throws Exception {
    Process kubectl;
    try {
      kubectl = new ProcessBuilder("kubectl", "kustomize", Manifests.FOLDER.toString()).start();
    } catch (IOException e) {
      abort("NOT CHECKED, for want of kubectl: kubectl kustomize " + Manifests.FOLDER);
      return;
    }
    var rendered = new String(kubectl.getInputStream().readAllBytes(), UTF_8);
    var said = new String(kubectl.getErrorStream().readAllBytes(), UTF_8);
    assertThat(kubectl.waitFor()).as("%s", said).isZero();
    var objects = Manifests.objects(rendered);
    objects.forEach(Manifests::taken);
    assertThat(objects.stream().map(Manifests::name))
        .contains("ConfigMap herd-profiles", "StatefulSet member", "Deployment goloman");
  }
}
