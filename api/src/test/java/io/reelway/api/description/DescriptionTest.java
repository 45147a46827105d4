package io.reelway.api.description;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description matches the API exactly. */
class DescriptionTest {
  private static final Path PHOTO = media("image/gps-exif-nikon.jpg");
  private static final String JOB = "/api/media/jobs/{id}";
  private static final String UNKNOWN = "/api/media/jobs/5c3a1b2e-0000-0000-0000-000000000001";

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode OPTIONS =
      JSON.readTree("{\"$ref\": \"#/components/schemas/Options\"}");

  @TempDir private static Path data;
  private static RunningReelway reelway;
  private static DescribedApi api;

  @BeforeAll
  static void start() throws Exception {
    reelway = RunningReelway.start(data, "reelway.limits.input=8 MiB");
    api = new DescribedApi(reelway.get("/v3/api-docs").json());
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @Test
  void isOpenApi31() {
    assertThat(api.description().get("openapi").asString()).isEqualTo("3.1.0");
  }

  @Test
  void describesEveryRoute() {
    Set<String> routes = new TreeSet<>();
    Objects.requireNonNull(reelway.bean(DispatcherHandler.class).getHandlerMappings()).stream()
        .filter(RequestMappingHandlerMapping.class::isInstance)
        .map(RequestMappingHandlerMapping.class::cast)
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .forEach(route -> addApiRoutes(route, routes));

    assertThat(api.operations().keySet()).containsExactlyInAnyOrderElementsOf(routes);
  }

  private static void addApiRoutes(RequestMappingInfo route, Set<String> routes) {
    route
        .getPatternsCondition()
        .getPatterns()
        .forEach(path ->
            route
                .getMethodsCondition()
                .getMethods()
                .forEach(method -> {
                  if (path.getPatternString().startsWith("/api/")) {
                    routes.add(method + " " + path.getPatternString());
                  }
                }));
  }

  @Test
  void everyAnswerHasAValidExample() {
    api.operations()
        .forEach((operation, described) ->
            described
                .get("responses")
                .properties()
                .forEach(response ->
                    checkExamples(
                        operation + " " + response.getKey(), api.resolved(response.getValue()))));
  }

  /**
   * Checks the examples of the body and of every header. Answers without a body need no body
   * example.
   */
  private static void checkExamples(String where, JsonNode response) {
    for (JsonNode header : response.path("headers")) {
      JsonNode described = api.resolved(header);
      assertThat(described.has("example")).as("%s: %s", where, described).isTrue();
      api.fits(where, described.get("example"), described.get("schema"));
    }
    for (JsonNode content : response.path("content")) {
      assertThat(content.has("example") || content.has("examples")).as(where).isTrue();
      if (content.has("example")) {
        api.fits(where, content.get("example"), content.get("schema"));
      }
      for (JsonNode example : content.path("examples")) {
        api.fits(where, example.get("value"), content.get("schema"));
      }
    }
    assertThat(response.has("content") || where.matches(".* (204|303|304|307)")).as(where).isTrue();
  }

  @Test
  void describesTheServiceRoutes() throws Exception {
    for (String path :
        new String[] {
          "/api/health", "/api/media/presets", "/api/media/limits", "/api/usage", "/api/media/jobs"
        }) {
      api.holds("GET " + path, reelway.get(path));
    }
  }

  @Test
  void describesTheAnswersOfAJob() throws Exception {
    Answer submitted = reelway.submit(PHOTO, "web");
    String job = "/api/media/jobs/" + submitted.json().get("jobId").asString();

    api.holds("POST /api/media/jobs", submitted);
    api.holds("GET " + JOB, reelway.get(job));
    reelway.await(submitted.json().get("jobId").asString());
    Answer done = reelway.get(job);
    api.holds("GET " + JOB, done);
    api.holds("GET " + JOB, reelway.get(job, "If-None-Match", done.header("ETag")));
    api.holds("GET /api/media/jobs", reelway.get("/api/media/jobs?status=done"));
    Answer download = reelway.get(job + "/download");
    api.holds("GET " + JOB + "/download", download);
    for (String[] header :
        new String[][] {
          {"Range", "bytes=0-9"},
          {"Range", "bytes=99999999-"},
          {"If-None-Match", download.header("ETag")}
        }) {
      api.holds("GET " + JOB + "/download", reelway.get(job + "/download", header));
    }
    api.holds("GET " + JOB + "/events", reelway.get(job + "/events", "Last-Event-ID", "none"));
    api.holds("POST " + JOB + "/cancel", send("POST", job + "/cancel"));
    api.holds("DELETE " + JOB, send("DELETE", job));
    api.holds("GET " + JOB, reelway.get(job));
  }

  @Test
  void describesTheAnswersOfAFailedJob() throws Exception {
    Path letter = Files.writeString(data.resolve("letter.txt"), "no picture");
    Answer submitted = reelway.submit(letter, "unheard-of");
    String id = submitted.json().get("jobId").asString();

    assertThat(reelway.await(id).get("status").asString()).isEqualTo("failed");
    api.holds("GET " + JOB, reelway.get("/api/media/jobs/" + id));
    api.holds("GET " + JOB + "/download", reelway.get("/api/media/jobs/" + id + "/download"));
  }

  @Test
  void describesTheSynchronousRoute() throws Exception {
    for (String file :
        new String[] {
          "image/gps-exif-nikon.jpg", "hostile/text-named.jpg", "hostile/truncated.png"
        }) {
      MultipartForm form = new MultipartForm().file("media", "file", "image/jpeg", media(file));
      api.holds("POST /api/media/optimize", reelway.post("/api/media/optimize", form));
    }
  }

  /** The same tables as those of the reader. */
  @ParameterizedTest
  @CsvFileSource(resources = "/options/accepted.csv", delimiter = '|', quoteCharacter = '"')
  void theSchemaAllowsTheOptionsThatTheServerAccepts(String options) {
    assertThat(api.allows(OPTIONS, JSON.readTree(options.replace('\'', '"')))).isTrue();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/options/refused.csv", delimiter = '|', quoteCharacter = '"')
  void theSchemaForbidsTheOptionsThatTheServerRefuses(String options) {
    assertThat(api.allows(OPTIONS, JSON.readTree(options.replace('\'', '"')))).isFalse();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/options/refused-outputs.csv", delimiter = '|', quoteCharacter = '"')
  void theSchemaForbidsTheOutputsThatTheServerRefuses(String outputs, String pointer, String why) {
    String options = "{'outputs': " + outputs + "}";

    // A schema cannot compare the names of two outputs.
    assertThat(api.allows(OPTIONS, JSON.readTree(options.replace('\'', '"'))))
        .isEqualTo(why.equals("its own"));
  }

  @Test
  void describesTheAnswersOfAJobWithOptions() throws Exception {
    String options =
        "{\"width\":64,\"outputs\":[{\"name\":\"small\",\"type\":\"image\",\"width\":16},"
            + "{\"name\":\"sound\",\"type\":\"audio\"}]}";
    MultipartForm form =
        new MultipartForm()
            .field("options", options)
            .file("media", "photo.jpg", "image/jpeg", PHOTO);
    Answer submitted = reelway.post("/api/media/jobs", form);
    String id = submitted.json().get("jobId").asString();

    JsonNode done = reelway.await(id);

    api.holds("POST /api/media/jobs", submitted);
    api.holds("GET " + JOB, reelway.get("/api/media/jobs/" + id));
    assertThat(api.allows(OPTIONS, done.get("effectiveOptions"))).isTrue();
    for (String output : new String[] {"small", "sound", "none"}) {
      api.holds(
          "GET " + JOB + "/download/{name}",
          reelway.get("/api/media/jobs/" + id + "/download/" + output));
    }
  }

  @Test
  void describesACancel() throws Exception {
    Path film = media("video/h264-720p24-52s-sintel-trailer.mp4");
    String job = reelway.submit(film, "web").header("Location");

    api.holds("POST " + JOB + "/cancel", send("POST", job + "/cancel"));
    api.holds("DELETE " + JOB, send("DELETE", job));
  }

  @Test
  void describesRefusals() throws Exception {
    Map<String, Answer> answers =
        Map.of(
            "POST /api/media/jobs",
            reelway.post("/api/media/jobs", new MultipartForm()),
            "GET /api/media/jobs",
            reelway.get("/api/media/jobs?limit=0"),
            "GET " + JOB,
            reelway.get(UNKNOWN + "?wait=soon"),
            "GET " + JOB + "/events",
            reelway.get(UNKNOWN + "/events"),
            "GET " + JOB + "/download",
            reelway.get(UNKNOWN + "/download"),
            "POST " + JOB + "/cancel",
            send("POST", UNKNOWN + "/cancel"),
            "DELETE " + JOB,
            send("DELETE", UNKNOWN));

    answers.forEach((operation, answer) -> {
      assertThat(answer.status()).as(operation).isBetween(400, 499);
      api.holds(operation, answer);
    });
  }

  @Test
  void showsSwaggerUiWithoutAnotherServer() throws Exception {
    Answer page = reelway.get("/swagger-ui.html");

    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.toString()).doesNotContain("https://");
    for (String file : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "start.js"}) {
      assertThat(page.toString()).contains("swagger-ui/" + file);
      assertThat(reelway.get("/swagger-ui/" + file).status()).as(file).isEqualTo(200);
    }
  }

  private static Answer send(String method, String path) throws Exception {
    return reelway.send(reelway.request(path), method, BodyPublishers.noBody());
  }
}
