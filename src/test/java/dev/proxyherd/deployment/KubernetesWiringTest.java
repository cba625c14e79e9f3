package dev.proxyherd.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.BesideOthers;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no schema knows: names, ports and paths that are said in two places are the same. */
@BesideOthers
class KubernetesWiringTest {
  private static final Path PROFILES = Manifests.FOLDER.resolve("profiles");
  private static final String SECRETS = "/run/secrets/herd";

  /** The pods that there are: one template for all members, one for all replicas of the site. */
  private static List<V1PodTemplateSpec> pods() throws IOException {
    var pods = new ArrayList<V1PodTemplateSpec>();
    for (var one : Manifests.all(V1StatefulSet.class)) {
      assertThat(one.getSpec().getSelector().getMatchLabels())
          .isEqualTo(labels(one.getSpec().getTemplate()));
      pods.add(one.getSpec().getTemplate());
    }
    for (var one : Manifests.all(V1Deployment.class)) {
      assertThat(one.getSpec().getSelector().getMatchLabels())
          .isEqualTo(labels(one.getSpec().getTemplate()));
      pods.add(one.getSpec().getTemplate());
    }
    assertThat(pods).hasSize(2);
    return pods;
  }

  private static Map<String, String> labels(V1PodTemplateSpec pod) {
    return Objects.requireNonNull(pod.getMetadata().getLabels());
  }

  private static V1Container container(V1PodTemplateSpec pod) {
    assertThat(pod.getSpec().getContainers()).hasSize(1);
    return pod.getSpec().getContainers().getFirst();
  }

  private static Map<String, Integer> ports(V1Container container) {
    var ports = new HashMap<String, Integer>();
    for (V1ContainerPort port : container.getPorts()) {
      ports.put(port.getName(), port.getContainerPort());
    }
    return ports;
  }

  @Test
  void probesAskForGroupsOfHealthThatThereAre() throws Exception {
    for (var pod : pods()) {
      var container = container(pod);
      probes(container, container.getStartupProbe(), "liveness");
      probes(container, container.getLivenessProbe(), "liveness");
      probes(container, container.getReadinessProbe(), "readiness");
    }
    var documented = Files.readString(Path.of("docs/reference/metrics.md"));
    assertThat(documented).contains("/actuator/health/liveness", "/actuator/health/readiness");
  }

  private static void probes(V1Container container, V1Probe probe, String group) {
    assertThat(probe.getHttpGet().getPath()).isEqualTo("/actuator/health/" + group);
    assertThat(ports(container)).containsKey(probe.getHttpGet().getPort().getStrValue());
  }

  @Test
  void servicesBudgetsAndPoliciesFindPodsAndPorts() throws Exception {
    for (var service : Manifests.all(V1Service.class)) {
      var container = container(podWith(service.getSpec().getSelector()));
      for (var port : service.getSpec().getPorts()) {
        assertThat(ports(container))
            .as("%s", service.getMetadata().getName())
            .containsEntry(port.getTargetPort().getStrValue(), port.getPort());
      }
    }
    for (var budget : Manifests.all(V1PodDisruptionBudget.class)) {
      podWith(budget.getSpec().getSelector().getMatchLabels());
    }
    for (var policy : Manifests.all(V1NetworkPolicy.class)) {
      for (var pod : pods()) {
        assertThat(labels(pod))
            .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
        var open = new HashSet<String>();
        policy.getSpec().getIngress().stream()
            .flatMap(rule -> rule.getPorts().stream())
            .forEach(port -> open.add(port.getPort().getStrValue()));
        assertThat(open).isEqualTo(ports(container(pod)).keySet());
      }
    }
  }

  private static V1PodTemplateSpec podWith(Map<String, String> selector) throws IOException {
    var found =
        pods().stream()
            .filter(pod -> labels(pod).entrySet().containsAll(selector.entrySet()))
            .toList();
    assertThat(found).as("pods with %s", selector).hasSize(1);
    return found.getFirst();
  }

  @Test
  void everyPodHasItsProfileAndMembersAreWhereTheTableSays() throws Exception {
    var members = Tree.map(herd("kubernetes").get("members"));
    var hosts = new HashSet<Object>();
    for (var set : Manifests.all(V1StatefulSet.class)) {
      for (var i = 0; i < set.getSpec().getReplicas(); i++) {
        var pod = set.getMetadata().getName() + "-" + i;
        var host = pod + "." + set.getSpec().getServiceName();
        assertThat(Tree.at(members, name(pod), "host")).isEqualTo(host);
        hosts.add(host);
      }
    }
    for (var service : Manifests.all(V1Service.class)) {
      if (Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses())) {
        hosts.add(service.getMetadata().getName());
      }
    }
    for (var member : members.values()) {
      assertThat(hosts).contains(Tree.at(Tree.map(member), "host"));
      for (var pod : pods()) {
        ports(container(pod))
            .forEach(
                (port, number) ->
                    assertThat(Tree.map(member)).containsEntry(port + "-port", number));
      }
    }
    assertThat(Tree.at(members, name("goloman"), "host")).isEqualTo("goloman-peers");
    for (var pod : pods()) {
      assertThat(value(container(pod), "SPRING_PROFILES_ACTIVE"))
          .isIn("$(POD_NAME),kubernetes", "goloman,kubernetes");
    }
  }

  private static String name(String profile) throws IOException {
    return Tree.at(herd(profile), "name").toString();
  }

  private static Map<String, Object> herd(String profile) throws IOException {
    var file = PROFILES.resolve("application-" + profile + ".yml");
    return Tree.map(Tree.read(file).get("herd"));
  }

  private static String value(V1Container container, String variable) {
    return container.getEnv().stream()
        .filter(env -> env.getName().equals(variable))
        .map(env -> Objects.requireNonNull(env.getValue()))
        .findFirst()
        .orElseThrow();
  }

  /** Neighbours are each other's, as in any herd. */
  @Test
  void linksHaveTwoEnds() throws Exception {
    var neighbours = new HashMap<String, Set<Object>>();
    try (var files = Files.list(PROFILES)) {
      for (var file : files.filter(one -> !one.endsWith("application-kubernetes.yml")).toList()) {
        var name = file.getFileName().toString().replaceAll("^application-|\\.yml$", "");
        neighbours.put(name(name), new HashSet<>(Tree.list(herd(name).get("neighbours"))));
      }
    }
    neighbours.forEach(
        (member, others) ->
            assertThat(others)
                .allSatisfy(other -> assertThat(neighbours.get(other)).contains(member)));
  }

  @Test
  void settingsAreSettings() throws Exception {
    var settings = DocumentedSettings.read();
    for (var pod : pods()) {
      container(pod).getEnv().forEach(env -> settings.haveVariable(env.getName()));
    }
    try (var files = Files.list(PROFILES)) {
      for (var file : files.toList()) {
        settings.haveAllOf(file, Tree.at(Tree.read(file), "herd"), "herd");
      }
    }
  }

  @Test
  void secretsAreWhereTheProfileLooksForThem() throws Exception {
    assertThat(Files.readString(PROFILES.resolve("application-kubernetes.yml")))
        .contains("configtree:" + SECRETS + "/");
    for (var pod : pods()) {
      assertThat(container(pod).getVolumeMounts())
          .anySatisfy(
              mount -> {
                assertThat(mount.getName()).isEqualTo("secrets");
                assertThat(mount.getMountPath()).isEqualTo(SECRETS);
              });
    }
    // The engine's password is for those who use the engine.
    for (var set : Manifests.all(V1StatefulSet.class)) {
      assertThat(set.toString()).doesNotContain("herd-engine");
    }
  }

  @Test
  void podsAreHardenedAndHaveTheTimeThatAStopTakes() throws Exception {
    var dockerfile = Files.readString(Path.of("Dockerfile"));
    for (var pod : pods()) {
      var spec = pod.getSpec();
      assertThat(dockerfile).contains("USER " + spec.getSecurityContext().getRunAsUser() + ":");
      assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(spec.getAutomountServiceAccountToken()).isFalse();
      assertThat(spec.getEnableServiceLinks()).isFalse();
      var security = container(pod).getSecurityContext();
      assertThat(security.getReadOnlyRootFilesystem()).isTrue();
      assertThat(security.getAllowPrivilegeEscalation()).isFalse();
      assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
      var pause =
          Integer.parseInt(
              container(pod).getLifecycle().getPreStop().getExec().getCommand().getLast());
      // What a stop may take, and some more: docs/reference/start-and-stop.md.
      assertThat(spec.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(pause + 30L);
    }
  }
}
