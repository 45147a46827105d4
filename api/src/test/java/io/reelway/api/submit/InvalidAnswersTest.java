package io.reelway.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.outside.RawServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Source servers whose answers are not valid HTTP. They would answer the same again, so the job
 * fails after the first call, with a sentence that names the fault.
 */
class InvalidAnswersTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  @TempDir private static Path data;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() {
    reelway =
        RunningReelway.start(
            data, "reelway.outbound.allow-http=true", "reelway.outbound.allow-private=true");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Header: one of very many\r\n", "x"})
  void endlessHeadersFailTheJobAtOnce(String piece) throws Exception {
    assertRefused(OK + "X: ", piece, "too many or too long headers");
  }

  @Test
  void endlessInterimAnswersFailTheJobAtOnce() throws Exception {
    assertRefused("", "HTTP/1.1 100 Continue\r\n\r\n", "too many or too long headers");
    assertRefused("", "HTTP/1.1 103 Early Hints\r\n\r\n", "too many or too long headers");
  }

  @Test
  void endlessTrailersFailTheJobAtOnce() throws Exception {
    assertRefused(CHUNKED + "1\r\nx\r\n0\r\n", "X-Trailer: a\r\n", "too many or too long headers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220 mail.example.org ESMTP\r\n250 ok\r\n\r\n",
        "HTTP/1.1 two hundred\r\n\r\n",
        OK + "Content-Length: many\r\n\r\n",
        OK + "Transfer-Encoding: unheard-of\r\n\r\n",
        OK + "no colon here\r\n\r\n"
      })
  void aHeadThatIsNotHttpFailsTheJobAtOnce(String answer) throws Exception {
    assertRefused(answer, "", "is not valid HTTP");
  }

  @Test
  void aBodyThatIsNotHttpFailsTheJobSoon() throws Exception {
    try (RawServer server = new RawServer(CHUNKED + "not a number\r\n", "x")) {
      assertThat(end(server).at("/error/message").asString()).contains("is not valid HTTP");
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  private static void assertRefused(String beginning, String piece, String sentence)
      throws Exception {
    try (RawServer server = new RawServer(beginning, piece)) {
      JsonNode end = end(server);

      assertThat(end.path("status").asString()).isEqualTo("failed");
      assertThat(end.at("/error/code").asString()).isEqualTo("invalid-input");
      assertThat(end.at("/error/message").asString()).contains(sentence);
      assertThat(server.connections()).as("calls").isEqualTo(1);
    }
  }

  private static JsonNode end(RawServer server) throws Exception {
    MultipartForm form = new MultipartForm().field("url", server.url());
    return reelway.await(reelway.post("/api/media/jobs", form).json().path("jobId").asString());
  }
}
