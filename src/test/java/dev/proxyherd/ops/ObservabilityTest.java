package dev.proxyherd.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.proxyherd.testing.TestHerd;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The alert rules and the dashboard ask for what members have, and for nothing else. Held against a
 * scrape of two that are linked.
 */
class ObservabilityTest {
  private static final Path FOLDER = Path.of("observability");
  private static final Path PROMETHEUS = FOLDER.resolve("prometheus");
  private static final Path ALERTS = PROMETHEUS.resolve("alerts.yml");
  private static final Path DASHBOARD = FOLDER.resolve("grafana/dashboards/proxy-herd.json");
  private static final Path RUNBOOK = Path.of("docs/how-to/runbook.md");
  private static final Pattern TEMPLATE =
      Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (\\w+)$");

  private static Scrape scrape;

  /** One of the rules. */
  private record Alert(String name, String expression, Map<?, ?> labels, Map<?, ?> annotations) {}

  @BeforeAll
  static void scrapeTwoMembers(@TempDir Path folder) throws Exception {
    var properties =
        Map.of(
            "herd.wire-log.enabled",
            "true",
            "herd.wire-log.file",
            folder.resolve("${herd.name}.wire.log").toString());
    try (var herd = TestHerd.of(properties, "Goloman-Hands")) {
      herd.eventuallyLinked();
      herd.report("Goloman", "kiwi", "+34.0689-118.4451", "1520023934.9");
      herd.eventuallyAgreesOn("kiwi", "+34.0689-118.4451 1520023934.9");
      var texts = new ArrayList<String>();
      for (var member : herd.members()) {
        texts.add(getWithRequests(member.httpPort()));
      }
      texts.add(SiteMetersTest.scrape());
      scrape = new Scrape(texts, targetLabels());
    }
  }

  /** The first answer does not tell of requests, since there was none before it. */
  private static String getWithRequests(int httpPort) throws Exception {
    var text = "";
    for (var i = 0; i < 20 && !text.contains("http_server_requests_seconds_count"); i++) {
      text = get(httpPort);
    }
    return text;
  }

  private static String get(int httpPort) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(httpPort));
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  /** What Prometheus adds: by itself, and as its configuration says. */
  private static Map<String, Set<String>> targetLabels() throws IOException {
    var config = map(yaml(PROMETHEUS.resolve("prometheus.yml")));
    var labels = new HashMap<String, Set<String>>();
    var job = map(list(config.get("scrape_configs")).getFirst());
    labels.put("job", Set.of(String.valueOf(job.get("job_name"))));
    labels.put("instance", Set.of());
    for (var targets : list(job.get("static_configs"))) {
      map(map(targets).get("labels"))
          .forEach(
              (label, value) ->
                  labels
                      .computeIfAbsent(String.valueOf(label), _ -> new TreeSet<>())
                      .add(String.valueOf(value)));
    }
    return labels;
  }

  @Test
  void alertsAskForWhatThereIs() throws Exception {
    for (var alert : alerts()) {
      check(alert.name(), alert.expression());
      var labels = labelsOf(alert.expression());
      alert
          .annotations()
          .values()
          .forEach(text -> assertThat(labels).as(alert.name()).containsAll(templates(text)));
    }
  }

  @Test
  void everyAlertSaysWhatIsTheMatterAndWhereToReadOn() throws Exception {
    var sections = new ArrayList<String>();
    HEADING.matcher(Files.readString(RUNBOOK)).results().forEach(one -> sections.add(one.group(1)));
    assertThat(sections)
        .as("the sections of the runbook, in the order of the rules")
        .containsExactlyElementsOf(alerts().stream().map(Alert::name).toList());
    for (var alert : alerts()) {
      assertThat(alert.labels().get("severity")).as(alert.name()).isIn("page", "warn");
      assertThat(alert.annotations().keySet().stream().map(String::valueOf).toList())
          .as(alert.name())
          .containsExactlyInAnyOrder("summary", "description", "runbook_url");
      assertThat(alert.annotations().get("runbook_url"))
          .isEqualTo(RUNBOOK + "#" + alert.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void theDashboardAsksForWhatThereIs() throws Exception {
    var dashboard = JsonMapper.shared().readTree(DASHBOARD.toFile());
    var ids = new HashSet<Integer>();
    var asked = 0;
    for (var panel : dashboard.path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).as("one id a panel: %s", panel).isTrue();
      for (var target : panel.path("targets")) {
        var title = panel.path("title").asString();
        var expression = target.path("expr").asString();
        check(title, expression);
        assertThat(labelsOf(expression))
            .as(title)
            .containsAll(templates(target.path("legendFormat").asString()));
        asked++;
      }
    }
    assertThat(asked).isGreaterThan(20);
    for (var variable : dashboard.at("/templating/list")) {
      checkVariable(variable);
    }
  }

  private static void checkVariable(JsonNode variable) {
    var query = variable.at("/query/query").asString();
    var values = Pattern.compile("label_values\\((.*), (\\w+)\\)").matcher(query);
    assertThat(values.matches()).as(query).isTrue();
    check(query, values.group(1));
    assertThat(labelsOf(values.group(1))).contains(values.group(2));
  }

  /** Every meter that is documented is of some use. */
  @Test
  void everyMeterIsOnTheDashboardOrInARule() throws Exception {
    var asked = Files.readString(ALERTS) + Files.readString(DASHBOARD);
    assertThat(scrape.metrics().stream().filter(name -> name.startsWith("herd_")))
        .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", ""))
        .allSatisfy(name -> assertThat(asked).contains(name));
  }

  @Test
  void prometheusTakesTheRulesAndFiresThem() throws Exception {
    promtool("check", "config", "prometheus.yml");
    promtool("check", "config", "prometheus-local.yml");
    promtool("check", "config", "prometheus-site.yml");
    promtool("test", "rules", "alerts-test.yml");
  }

  private static void promtool(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(PROMETHEUS.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      abort("NOT CHECKED, for want of promtool (Debian: apt-get install prometheus): " + command);
      return;
    }
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
  }

  private static void check(String where, String expression) {
    var query = PromQl.parse(expression);
    assertThat(query.selectors()).as("%s: %s", where, expression).isNotEmpty();
    for (var selector : query.selectors()) {
      assertThat(scrape.metrics()).as(where).contains(selector.metric());
      var labels = scrape.labels(selector.metric());
      for (var match : selector.labels()) {
        assertThat(labels.keySet()).as("%s: %s", where, selector).contains(match.label());
        var values = labels.getOrDefault(match.label(), Set.of());
        assertThat(values.isEmpty() || values.containsAll(match.values()))
            .as("%s: %s, of %s", where, match, values)
            .isTrue();
      }
    }
    assertThat(labelsOf(expression)).as(where).containsAll(query.groupings());
  }

  private static Set<String> labelsOf(String expression) {
    var labels = new TreeSet<String>();
    for (var selector : PromQl.parse(expression).selectors()) {
      labels.addAll(scrape.labels(selector.metric()).keySet());
    }
    return labels;
  }

  private static List<String> templates(Object text) {
    return TEMPLATE.matcher(String.valueOf(text)).results().map(found -> found.group(1)).toList();
  }

  private static List<Alert> alerts() throws IOException {
    var alerts = new ArrayList<Alert>();
    for (var group : list(map(yaml(ALERTS)).get("groups"))) {
      for (var entry : list(map(group).get("rules"))) {
        var rule = map(entry);
        alerts.add(
            new Alert(
                String.valueOf(rule.get("alert")),
                String.valueOf(rule.get("expr")),
                map(rule.get("labels")),
                map(rule.get("annotations"))));
      }
    }
    assertThat(alerts).isNotEmpty();
    return alerts;
  }

  private static Object yaml(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
    }
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) Objects.requireNonNull(value);
  }
}
