package io.reelway.api.description;

import static io.reelway.api.RunningReelway.media;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Sends every described parameter and field with allowed and forbidden values. Every answer must be
 * one that the description lists.
 */
@TestMethodOrder(OrderAnnotation.class)
class DescribedParametersTest {
  private static final Path PHOTO = media("image/gps-exif-nikon.jpg");
  private static final String GONE = "5c3a1b2e-0000-0000-0000-000000000001";
  private static final String FORM = "/content/multipart~1form-data/schema/properties";

  /** Values of no type or of several. Headers get only the values that a header can carry. */
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "x",
          "-1",
          "1.5",
          "null",
          "true",
          "\"",
          "W/",
          "*",
          ",",
          "bytes=",
          "wait=",
          "{}",
          "[1]",
          "{\"a\":1}",
          "{\"\\u0000\":\"\\u0000\"}",
          "http://localhost/",
          "https://[",
          "../../x",
          "%",
          "99999999999999999999",
          "\0",
          "\ud83d\ude00",
          "a".repeat(300),
          "a".repeat(3000));

  @TempDir private static Path data;
  private static RunningReelway reelway;
  private static DescribedApi api;
  private static String job;

  @BeforeAll
  static void start() throws Exception {
    reelway = RunningReelway.start(data, "reelway.optimize.wait=20s");
    api = new DescribedApi(reelway.get("/v3/api-docs").json());
    job = reelway.optimize(PHOTO, "web").get("jobId").asString();
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  static Stream<String> operations() {
    return api.operations().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answersEveryValueAsDescribed(String operation) throws Exception {
    List<JsonNode> parameters = parameters(operation);
    for (JsonNode tried : parameters) {
      for (String value : values(tried.get("schema"))) {
        if (!isSendable(tried, value)) {
          continue;
        }
        Map<JsonNode, String> others = new LinkedHashMap<>();
        parameters.forEach(other -> others.put(other, usual(other)));
        others.put(tried, value);
        for (Map<JsonNode, String> sent : List.of(Map.of(tried, value), others)) {
          check(operation, tried, value, send(operation, sent));
        }
      }
    }
  }

  /** A query value is refused if and only if the schema forbids it. */
  private static void check(String operation, JsonNode parameter, String value, Answer answer) {
    String what = "%s, %s=%s: %s".formatted(operation, parameter.get("name"), value, answer);
    assertThat(answer.status()).as(what).isLessThan(500);
    api.holds(operation, answer);
    boolean query = parameter.get("in").asString().equals("query");
    boolean opaque = parameter.get("name").asString().equals("cursor") || value.indexOf('\0') >= 0;
    if (query && !opaque && !value.isEmpty()) {
      boolean allowed = api.allows(parameter.get("schema"), value);
      assertThat(answer.status() == 400).as(what).isEqualTo(!allowed);
    }
  }

  static Stream<String> forms() {
    return operations().filter(operation -> !fields(operation).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void answersEveryFieldAsDescribed(String operation) throws Exception {
    String path = operation.substring(operation.indexOf(' ') + 1);
    for (Map.Entry<String, JsonNode> field : fields(operation).properties()) {
      for (String value : values(field.getValue())) {
        MultipartForm form = new MultipartForm().field(field.getKey(), value);
        if (!field.getKey().equals("media")) {
          form.file("media", "photo.jpg", "image/jpeg", PHOTO);
        }

        Answer answer = reelway.post(path, form);

        String what = "%s, %s=%s: %s".formatted(operation, field.getKey(), value, answer);
        assertThat(answer.status()).as(what).isLessThan(500);
        api.holds(operation, answer);
      }
    }
  }

  /** Runs after every route has answered with most of its statuses. */
  @Test
  @Order(Integer.MAX_VALUE)
  void keepsTheScrapeShort() throws Exception {
    assertThat(reelway.get("/actuator/prometheus").toString().lines().count()).isLessThan(1500);
  }

  private static JsonNode fields(String operation) {
    JsonNode described = described(operation);
    return api.resolved(described.path("requestBody")).at(FORM);
  }

  private static JsonNode described(String operation) {
    return Objects.requireNonNull(api.operations().get(operation));
  }

  private static List<JsonNode> parameters(String operation) {
    String path = operation.substring(operation.indexOf(' ') + 1);
    List<JsonNode> all = new ArrayList<>();
    JsonNode ofPath = api.description().get("paths").get(path).path("parameters");
    ofPath.forEach(parameter -> all.add(api.resolved(parameter)));
    JsonNode own = described(operation).path("parameters");
    own.forEach(parameter -> all.add(api.resolved(parameter)));
    return all;
  }

  private static Set<String> values(JsonNode reference) {
    JsonNode schema = api.resolved(reference);
    Set<String> values = new LinkedHashSet<>();
    schema.path("enum").forEach(value -> values.add(value.asString()));
    schema.path("examples").forEach(value -> values.add(value.asString()));
    for (String bound : List.of("minimum", "maximum")) {
      if (schema.has(bound)) {
        long limit = schema.get(bound).asLong();
        values.addAll(List.of("" + limit, "" + (limit - 1), "" + (limit + 1)));
      }
    }
    for (String bound : List.of("minLength", "maxLength")) {
      if (schema.has(bound)) {
        int length = schema.get(bound).asInt();
        values.addAll(List.of("b".repeat(length), "b".repeat(length + 1)));
      }
    }
    values.addAll(ODD);
    return values;
  }

  /** A value that does not affect the answer. */
  private static String usual(JsonNode parameter) {
    JsonNode schema = api.resolved(parameter.get("schema"));
    return switch (parameter.get("name").asString()) {
      case "id" -> job;
      case "cursor" -> "";
      default ->
          parameter.has("example")
              ? parameter.get("example").asString()
              : schema.path("enum").path(0).asString(schema.path("maximum").asString(""));
    };
  }

  private static boolean isSendable(JsonNode parameter, String value) {
    return switch (parameter.get("in").asString()) {
      case "header" -> value.chars().allMatch(letter -> letter >= ' ' && letter < 0x7f);
      case "path" -> !value.isEmpty() && !value.contains("/");
      default -> true;
    };
  }

  private static Answer send(String operation, Map<JsonNode, String> values) throws Exception {
    String method = operation.substring(0, operation.indexOf(' '));
    // Routes that erase or cancel get an erased job.
    boolean reads = method.equals("GET");
    String path = operation.substring(method.length() + 1);
    StringBuilder query = new StringBuilder();
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<JsonNode, String> value : values.entrySet()) {
      String name = value.getKey().get("name").asString();
      switch (value.getKey().get("in").asString()) {
        case "query" ->
            query.append('&').append(name).append('=').append(encoded(value.getValue()));
        case "header" -> headers.put(name, value.getValue());
        default -> {
          boolean kept = !reads && value.getValue().equals(job);
          path = path.replace("{" + name + "}", kept ? GONE : encoded(value.getValue()));
        }
      }
    }
    HttpRequest.Builder request =
        reelway.request(
            path.replace("{id}", reads ? job : GONE)
                    .replace("{name}", "main")
                    .replace("{path}", "master.m3u8")
                + (query.isEmpty() ? "" : "?" + query.substring(1)));
    headers.forEach(request::header);
    if (fields(operation).isEmpty()) {
      return reelway.send(request, method, BodyPublishers.noBody());
    }
    MultipartForm form = new MultipartForm().file("media", "photo.jpg", "image/jpeg", PHOTO);
    return reelway.send(request.header("Content-Type", form.contentType()), method, form.body());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
