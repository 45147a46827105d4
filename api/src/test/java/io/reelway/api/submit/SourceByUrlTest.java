package io.reelway.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SourceByUrlTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");
  private static final int LIMIT = 100_000;

  @TempDir private static Path folder;
  private static HttpServer files;
  private static RunningReelway server;

  @BeforeAll
  static void start() throws IOException {
    files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/holiday.jpg", 200, Files.readAllBytes(PHOTO));
    serve("/large.jpg", 200, new byte[LIMIT + 1]);
    serve("/empty.jpg", 200, new byte[0]);
    serve("/moved.jpg", 302, new byte[0]);
    trickle("/trickles.jpg");
    files.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    files.start();
    server =
        RunningReelway.start(
            folder,
            "reelway.outbound.allow-http=true",
            "reelway.outbound.allow-private=true",
            "reelway.outbound.timeout=2s",
            "reelway.limits.input=" + LIMIT);
  }

  @AfterAll
  static void stop() {
    server.close();
    files.stop(0);
  }

  @Test
  void answersAtOnceAndFetchesTheFile() throws Exception {
    Answer answer = submit(url("/holiday.jpg"));
    JsonNode end = server.await(answer.json().path("jobId").asString());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(end.path("status").asString()).isEqualTo("done");
    assertThat(end.path("filename").asString()).isEqualTo("holiday.jpg");
    assertThat(end.path("inputBytes").asLong()).isEqualTo(Files.size(PHOTO));
    assertThat(end.at("/result/filename").asString()).isEqualTo("holiday.webp");
  }

  @Test
  void ignoresTheEmptyFileFieldOfAPage() throws Exception {
    MultipartForm form =
        new MultipartForm()
            .file("media", "", "application/octet-stream", BodyPublishers.noBody())
            .field("url", url("/holiday.jpg"));

    assertThat(server.post("/api/media/jobs", form).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "/missing.jpg, invalid-input",
    "/moved.jpg, invalid-input",
    "/empty.jpg, invalid-input",
    "/large.jpg, too-large"
  })
  void failsFinallyWhenTheServerHasNoFile(String path, String code) throws Exception {
    String jobId = submit(url(path)).json().path("jobId").asString();

    assertThat(server.await(jobId).at("/error/code").asString()).isEqualTo(code);
  }

  /** Each piece arrives in time, so no connection timeout applies. */
  @Test
  void abortsATricklingServer() throws Exception {
    String jobId = submit(url("/trickles.jpg")).json().path("jobId").asString();

    JsonNode end = server.await(jobId);

    assertThat(end.at("/error/code").asString()).isEqualTo("invalid-input");
    assertThat(end.at("/error/message").asString()).contains("too slowly");
  }

  @Test
  void refusesAnUnsupportedUrlAtSubmit() throws Exception {
    Answer answer = submit("file:///etc/passwd");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asString()).isEqualTo("invalid-input");
  }

  private static Answer submit(String url) throws IOException, InterruptedException {
    return server.post("/api/media/jobs", new MultipartForm().field("url", url));
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + files.getAddress().getPort() + path;
  }

  private static void trickle(String path) {
    files.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
              TimeUnit.MILLISECONDS.sleep(200);
            }
          } catch (InterruptedException stopped) {
            exchange.close();
          }
        });
  }

  private static void serve(String path, int status, byte[] content) {
    files.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/holiday.jpg");
          exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
  }
}
