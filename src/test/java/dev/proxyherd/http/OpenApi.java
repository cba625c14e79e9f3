package dev.proxyherd.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document, and whether answers are as it says. */
final class OpenApi {
  static final JsonNode DOCUMENT = read("/dev/proxyherd/http/openapi.json");

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private OpenApi() {}

  /** OpenAPI's own schema of documents. */
  static Schema schemaOfDocuments() {
    return SCHEMAS.getSchema(read("/openapi/openapi-3.1-schema.json"));
  }

  private static JsonNode read(String resource) {
    try (var file = OpenApi.class.getResourceAsStream(resource)) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(file, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails for an answer that the document does not have so. */
  static void check(HttpResponse<String> answer) {
    var request = answer.request();
    var path = pathOf(request.uri().getRawPath());
    var method = request.method().equals("HEAD") ? "GET" : request.method();
    var operation = path.path(method.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      assertThat(answer.statusCode()).as("%s has no %s", request.uri(), method).isEqualTo(405);
      return;
    }
    var status = Integer.toString(answer.statusCode());
    var documented = resolve(operation.path("responses").path(status));
    assertThat(documented.isObject())
        .as("%s %s is answered %s: %s", method, request.uri(), status, answer.body())
        .isTrue();
    if (request.method().equals("HEAD") || documented.path("content").isMissingNode()) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    var type = answer.headers().firstValue("Content-Type").orElse("");
    var schema = documented.path("content").path(type).path("schema");
    assertThat(schema.isObject()).as("%s of %s", type, request.uri()).isTrue();
    assertThat(validator(schema).validate(JsonMapper.shared().readTree(answer.body())))
        .as("%s %s: %s", method, request.uri(), answer.body())
        .isEmpty();
  }

  /** A schema with those that it refers to, where JSON Schema has them. */
  private static Schema validator(JsonNode schema) {
    var whole = JsonMapper.shared().createObjectNode();
    whole.set("$defs", DOCUMENT.at("/components/schemas"));
    whole.set("allOf", JsonMapper.shared().createArrayNode().add(schema));
    var text = whole.toString().replace("#/components/schemas/", "#/$defs/");
    return SCHEMAS.getSchema(text);
  }

  private static JsonNode pathOf(String path) {
    for (var template : DOCUMENT.path("paths").properties()) {
      var pattern = template.getKey().replaceAll("[{][a-z]+[}]", "[^/]+");
      if (Pattern.matches(pattern, path)) {
        return template.getValue();
      }
    }
    throw new AssertionError("not in the OpenAPI document: " + path);
  }

  private static JsonNode resolve(JsonNode node) {
    var reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : DOCUMENT.at(reference.substring(1));
  }
}
