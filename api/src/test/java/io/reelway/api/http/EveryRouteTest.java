package io.reelway.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RawRequest;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rules for every route, and for paths without a route. */
@ExtendWith(OutputCaptureExtension.class)
class EveryRouteTest {
  @TempDir private static Path data;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() {
    reelway = RunningReelway.start(data);
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("GET /%zz HTTP/1.1\r\nHost: localhost", 400),
        Arguments.of("GET /api/media/jobs/{id} HTTP/1.1\r\nHost: localhost", 400),
        Arguments.of("GET /api/media/jobs?cursor=a|b HTTP/1.1\r\nHost: localhost", 400),
        Arguments.of("GET /api/health HTTP/1.1\r\nHost: localhost\r\nno header", 400),
        Arguments.of("nonsense", 400),
        Arguments.of("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: localhost", 414),
        Arguments.of("GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: " + "b".repeat(20_000), 431));
  }

  @ParameterizedTest
  @MethodSource
  void unreadable(String request, int status, CapturedOutput log) throws Exception {
    String answer = send(request);

    assertThat(answer).startsWith("HTTP/1.1 " + status).contains("content-type: application/json");
    JsonNode body = new JsonMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
    assertThat(body.get("code").asString()).isEqualTo("invalid-input");
    assertThat(body.get("error").asString()).endsWith(".").doesNotContain("Exception");
    assertThat(body.get("status").asInt()).isEqualTo(status);
    assertThat(body.get("requestId").asString()).isNotEmpty();
    assertThat(log.getAll()).doesNotContain("WARN", "ERROR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page/%2e%2e/application.yaml", "/swagger-ui/../application.yaml"})
  void pathsOutsideTheirFolderAreNotFound(String path, CapturedOutput log) throws Exception {
    assertThat(send("GET " + path + " HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 404");
    assertThat(log.getAll()).doesNotContain("WARN", "ERROR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..;/x",
        "/..;",
        "/;/x",
        "/x/..;/y",
        "/page/..;/x",
        "/page/js/main.js/x",
        "/page/%00",
        "/page/js",
        "/swagger-ui/..;/x",
        "/swagger-ui/%00",
        "/swagger-ui.html/x",
        "/v3/api-docs/x",
        "/actuator/x",
        "/actuator/health/a",
        "/actuator/health/a/b",
        "/actuator/health/a/b/c",
        "/actuator/health/a;b/c",
        "/actuator/health/%2e/%2e/x",
        "/actuator/health/engine/x",
        "/actuator/health/readiness/x",
        "/actuator/health/readiness/engine/x/y",
        "/actuator/prometheus/x",
        "/api/..;/x",
        "/api/media/jobs/a%2fb/download",
      })
  void unknownPathsAreNotFound(String path, CapturedOutput log) throws Exception {
    for (String method : new String[] {"GET", "POST", "DELETE"}) {
      assertThat(RawRequest.head(reelway, method + " " + path, "Host: localhost"))
          .as(method)
          .containsPattern("^HTTP/1.1 40[45]")
          .contains("\"code\":\"not-found\"");
    }
    assertThat(log.getAll()).doesNotContain("WARN", "ERROR");
  }

  /** Chunks are read while the route runs, so its answer may arrive before they are refused. */
  @ParameterizedTest
  @CsvSource({
    "GET /, 'zz'",
    "GET /api/media/jobs, '-1'",
    "POST /api/media/jobs, 'zz'",
    "POST /api/media/jobs, '3\\r\\nabcXX0'",
    "POST /api/media/jobs, 'fffffffffffffffff'",
    "POST /api/media/optimize, '5\\r\\n--x\\r\\n\\r\\nzz'",
    "DELETE /api/media/jobs/5c3a1b2e-0000-0000-0000-000000000001, 'zz'",
    "POST /nope, '0x3'",
    "GET /actuator/health, 'zz'",
  })
  void aMalformedChunkIsAClientError(String route, String chunk, CapturedOutput log)
      throws Exception {
    String answer =
        RawRequest.head(
            reelway,
            route,
            "Host: localhost",
            "Content-Type: multipart/form-data; boundary=x",
            "Transfer-Encoding: chunked",
            "",
            chunk.replace("\\r\\n", "\r\n"));

    // Reactor Netty closes a connection with a malformed chunk. Another thread writes the page's
    // answer, which is lost if it comes later.
    String expected = route.equals("GET /") ? "^(HTTP/1.1 (200|400)|$)" : "^HTTP/1.1 (200|400|404)";
    assertThat(answer).containsPattern(expected).doesNotContain("Exception");
    // Any failure occurs before the next request on the same event loop is answered.
    assertThat(reelway.get("/api/health").status()).isEqualTo(200);
    assertThat(log.getAll()).doesNotContain("WARN", "ERROR", "Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/page/js/main.js",
        "/v3/api-docs",
        "/actuator/health",
        "/actuator/prometheus",
        "/api/usage",
        "/nope"
      })
  void noHeaderValueCausesAServerError(String path, CapturedOutput log) throws Exception {
    for (String header :
        new String[] {
          "Accept: ",
          "Accept: ,",
          "Accept: " + "a/b,".repeat(500) + "a/b",
          "Accept: x;q=2",
          "Accept-Language: \u00ff",
          "Content-Type: ;;",
          "Range: x",
          "Range: bytes=-",
          "Range: bytes=99999999-",
          "If-None-Match: \"",
          "If-Modified-Since: never",
          "Forwarded: for=;host=;proto=",
          "X-Forwarded-Port: x",
          "Origin: http://[",
          "Sec-Fetch-Site: \u00ff",
          "Prefer: wait=99999999999",
          "Idempotency-Key: \u00ff"
        }) {
      for (String method : new String[] {"GET", "POST"}) {
        String answer = RawRequest.head(reelway, method + " " + path, "Host: localhost", header);

        assertThat(answer).as(header).doesNotStartWith("HTTP/1.1 5");
        if (answer.startsWith("HTTP/1.1 4")) {
          assertThat(answer).as(header).contains("\"code\":");
        }
      }
    }
    assertThat(log.getAll()).doesNotContain("WARN", "ERROR");
  }

  @Test
  void theAnswerToAnUnreadableHeadHasNoBody() throws Exception {
    String answers =
        send(
            "HEAD /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "HEAD /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close");

    assertThat(answers.split("\r\n\r\n", -1))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("HTTP/1.1 400"),
            second -> assertThat(second).startsWith("HTTP/1.1 200"),
            end -> assertThat(end).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"/api/media/jobs, 'GET,HEAD,POST,OPTIONS'", "/api/media/optimize, 'POST,OPTIONS'"})
  void optionsNameTheMethodsOfARoute(String route, String allowed) throws Exception {
    Answer answer = reelway.send(reelway.request(route), "OPTIONS", BodyPublishers.noBody());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Allow").split(",")).containsExactlyInAnyOrder(allowed.split(","));
  }

  private static String send(String request) throws IOException {
    return RawRequest.send(reelway, request + "\r\n\r\n");
  }
}
