package io.reelway.api.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.reelway.api.RunningReelway.Answer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API as {@code openapi.yaml} describes it. */
record DescribedApi(JsonNode description) {
  private static final JsonMapper JSON = new JsonMapper();

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDialect(Dialects.getDraft202012());

  /** Every operation by its method and path, e.g. {@code GET /api/health}. */
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : description.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (method.getValue().has("operationId")) {
          operations.put(
              method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
              method.getValue());
        }
      }
    }
    return operations;
  }

  /** Fails unless the description allows this answer: its status and its content. */
  void holds(String operation, Answer answer) {
    JsonNode described =
        Objects.requireNonNull(operations().get(operation), operation)
            .at("/responses/" + answer.status());
    assertThat(described.isMissingNode())
        .as("%s does not say that it answers %s", operation, answer)
        .isFalse();
    JsonNode content = resolved(described).path("content");
    if (content.isEmpty()) {
      assertThat(answer.bytes()).as(operation).isEmpty();
      return;
    }
    MediaType sent = MediaType.parseMediaType(answer.header("Content-Type"));
    JsonNode as =
        content.properties().stream()
            .filter(type -> MediaType.parseMediaType(type.getKey()).includes(sent))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(
                () -> new AssertionError(operation + " does not say that it answers in " + sent));
    if (MediaType.APPLICATION_JSON.includes(sent)) {
      fits(operation, answer.json(), as.get("schema"));
    }
  }

  /** Fails unless the value fits the schema. */
  void fits(String where, JsonNode value, JsonNode schema) {
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    whole.set("components", description.get("components"));
    Schema checked = SCHEMAS.getSchema(whole);
    assertThat(checked.validate(value)).as("%s: %s", where, value).isEmpty();
  }

  /** Whether the schema allows a text as a value in a query, a header or a form. */
  boolean allows(JsonNode schema, String text) {
    boolean isText = resolved(schema).path("type").asString().equals("string");
    boolean isOther = text.matches("-?[0-9]{1,18}|true|false");
    JsonNode value =
        !isText && isOther ? JSON.readTree(text) : JSON.getNodeFactory().stringNode(text);
    return allows(schema, value);
  }

  /** Whether the schema allows a value. */
  boolean allows(JsonNode schema, JsonNode value) {
    ObjectNode whole = ((ObjectNode) resolved(schema)).deepCopy();
    whole.set("components", description.get("components"));
    return SCHEMAS.getSchema(whole).validate(value).isEmpty();
  }

  /** What a {@code $ref} points to. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? description.at(node.get("$ref").asString().substring(1)) : node;
  }
}
