package io.reelway.api.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.IOException;
import java.net.Socket;
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

/** What holds whichever route is asked, and also when none is. */
@ExtendWith(OutputCaptureExtension.class)
class EveryRouteTest {
  private static final String PHOTO = "image/gps-exif-nikon.jpg";

  @TempDir private static Path data;
  private static RunningReelway reelway;
  private static String job;

  @BeforeAll
  static void start() throws Exception {
    reelway = RunningReelway.start(data);
    JsonNode done = reelway.optimize(RunningReelway.media(PHOTO), "web");
    job = "/api/media/jobs/" + done.get("jobId").asString();
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
  void pathsThatLeaveTheirFolderLeadNowhere(String path, CapturedOutput log) throws Exception {
    assertThat(send("GET " + path + " HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 404");
    assertThat(log.getAll()).doesNotContain("WARN", "ERROR");
  }

  @Test
  void anUnreadableHeadHasNoBody() throws Exception {
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
  @ValueSource(strings = {"", "/download"})
  void whoWantsNoVersionGetsNone(String route) throws Exception {
    Answer answer = reelway.get(job + route, "If-None-Match", "*");

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.header("ETag")).isEqualTo(reelway.get(job + route).header("ETag"));
    assertThat(answer.bytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page/js/main.js"})
  void alsoOfThePage(String file) throws Exception {
    assertThat(reelway.get(file, "If-None-Match", "*").status()).isEqualTo(304);
  }

  @Test
  void whoWantsNoVersionOfNothingIsToldSo() throws Exception {
    Answer answer =
        reelway.get("/api/media/jobs/5c3a1b2e-0000-0000-0000-000000000001", "If-None-Match", "*");

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void answersWithoutAVersionAreSentInAnyCase() throws Exception {
    assertThat(reelway.get("/api/usage", "If-None-Match", "*").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"/api/media/jobs, 'GET,HEAD,POST,OPTIONS'", "/api/media/optimize, 'POST,OPTIONS'"})
  void optionsTellWhatIsAllowedAndNothingElse(String route, String allowed) throws Exception {
    Answer answer = reelway.send(reelway.request(route), "OPTIONS", BodyPublishers.noBody());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Allow").split(",")).containsExactlyInAnyOrder(allowed.split(","));
    assertThat(answer.response().headers().map()).doesNotContainKey("accept-patch");
  }

  /** What the server answers until it closes the connection, or is silent for a second. */
  private static String send(String request) throws IOException {
    try (Socket socket = new Socket("localhost", reelway.port())) {
      socket.setSoTimeout(1000);
      socket.getOutputStream().write((request + "\r\n\r\n").getBytes(ISO_8859_1));
      StringBuilder answer = new StringBuilder();
      byte[] buffer = new byte[8192];
      try {
        for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
          answer.append(new String(buffer, 0, read, ISO_8859_1));
        }
      } catch (java.net.SocketTimeoutException silent) {
        assertThat(answer).isNotEmpty();
      }
      return answer.toString();
    }
  }
}
