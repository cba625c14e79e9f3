package dev.proxyherd.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the document is in itself; that answers are as it says, {@link WebMember} checks. */
class OpenApiTest {
  @Test
  void isADocumentOfItsVersion() {
    assertThat(OpenApi.schemaOfDocuments().validate(OpenApi.DOCUMENT)).isEmpty();
    var broken = OpenApi.DOCUMENT.deepCopy();
    ((tools.jackson.databind.node.ObjectNode) broken).remove("info");
    assertThat(OpenApi.schemaOfDocuments().validate(broken)).isNotEmpty();
  }

  @Test
  void refersToNothingThatThereIsNotAndHasNothingThatNobodyRefersTo() {
    var references = new TreeSet<String>();
    collect(OpenApi.DOCUMENT, references);
    for (var reference : references) {
      assertThat(OpenApi.DOCUMENT.at(reference.substring(1)).isMissingNode())
          .as(reference)
          .isFalse();
    }
    for (var kind : new String[] {"schemas", "responses", "parameters", "headers"}) {
      for (var name : OpenApi.DOCUMENT.path("components").path(kind).propertyNames()) {
        assertThat(references).contains("#/components/" + kind + "/" + name);
      }
    }
  }

  private static void collect(JsonNode node, Set<String> references) {
    if (node.path("$ref").isString()) {
      references.add(node.path("$ref").asString());
    }
    node.forEach(child -> collect(child, references));
  }

  /** Every problem has its name in the document, at the status that it is answered with. */
  @Test
  void namesEveryProblemThatARequestOfAPathCanHave() {
    var named = new TreeMap<String, String>();
    for (var response : OpenApi.DOCUMENT.at("/components/responses").properties()) {
      named.put(response.getKey(), response.getValue().path("description").asString());
    }
    var missing = new ArrayList<String>();
    for (var problem : Problem.values()) {
      var word = "`" + problem.type().substring(problem.type().lastIndexOf(':') + 1) + "`";
      if (named.values().stream().noneMatch(text -> text.contains(word))) {
        missing.add(word);
      }
    }
    // Those are of requests that have no path yet, or none that there is.
    assertThat(missing)
        .containsExactlyInAnyOrder("`no-such-path`", "`uri-too-long`", "`headers-too-large`");
  }

  /** The routes are asked what they have, and the document too. */
  @Test
  void hasEveryPathAndEveryMethodThatThereIs() {
    try (var member = WebMember.start()) {
      var documented = new TreeMap<String, Set<String>>();
      for (var path : OpenApi.DOCUMENT.path("paths").properties()) {
        var methods = documented.computeIfAbsent(path.getKey(), _ -> new TreeSet<>());
        for (var name : path.getValue().propertyNames()) {
          if (!name.equals("parameters")) {
            methods.add(name.toUpperCase(java.util.Locale.ROOT));
          }
        }
      }
      var served = new TreeMap<String, Set<String>>();
      for (var routes : member.all(Routes.class)) {
        RoutePaths.of(routes.routes())
            .forEach(template -> served.put(template, member.methodsOf(template)));
      }
      assertThat(served).isEqualTo(documented);
    }
  }
}
