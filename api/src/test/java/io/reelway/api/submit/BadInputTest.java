package io.reelway.api.submit;

import static io.reelway.api.ErrorAnswers.assertError;
import static io.reelway.api.ErrorAnswers.assertSentence;
import static io.reelway.api.RunningReelway.media;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import io.reelway.catalog.JobCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every bad request gets a documented error and leaves nothing behind. */
class BadInputTest {
  private static final String JOBS = "/api/media/jobs";
  private static final int LIMIT = 1 << 20;

  @TempDir private static Path data;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() {
    reelway =
        RunningReelway.start(data, "reelway.limits.input=1 MiB", "reelway.limits.upload-pause=3s");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  /** Refused requests leave no file; jobs that fail later keep their record. */
  @AfterEach
  void nothingUnfinishedIsLeft() throws Exception {
    for (int i = 0; i < 50 && unfinished() > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(unfinished()).as(reelway.files().toString()).isZero();
  }

  private static long unfinished() throws IOException {
    long files =
        reelway.files().stream()
            .map(Path::toString)
            .filter(file -> file.startsWith("scratch") || file.contains("incoming"))
            .count();
    Instant later = Instant.now().plusSeconds(60);
    return files + reelway.bean(JobCatalog.class).abandonedUploads(later, 1).size();
  }

  @Test
  void refusesAFormWithoutMedia() throws Exception {
    Answer answer =
        reelway.post(JOBS, new MultipartForm().field("preset", "web").field("file", "a.jpg"));

    assertRefused(answer);
    assertThat(answer.json().path("pointer").asString()).isEqualTo("/media");
    assertThat(answer.json().path("error").asString())
        .isEqualTo(
            "The part named media is missing; send the file in it, or write where the file is in"
                + " url. The server ignored unknown fields of the form: file.");
  }

  @Test
  void refusesATextFieldNamedMedia() throws Exception {
    Answer answer = reelway.post(JOBS, new MultipartForm().field("media", "hello"));

    assertRefused(answer);
    assertThat(answer.json().path("pointer").asString()).isEqualTo("/media");
  }

  @Test
  void refusesFieldsThatAreTooLong() throws Exception {
    String tooLong = "x".repeat(300_000);
    BodyPublisher photo = BodyPublishers.ofString("photo");

    assertRefused(
        reelway.post(
            JOBS,
            new MultipartForm()
                .field("preset", tooLong)
                .file("media", "a.jpg", "image/jpeg", photo)));
    assertRefused(
        reelway.post(
            JOBS,
            new MultipartForm()
                .file("media", "a.jpg", "image/jpeg", photo)
                .file("preset", "blob", "text/plain", BodyPublishers.ofString(tooLong))));
  }

  @Test
  void refusesAnEmptyFile() throws Exception {
    assertRefused(
        reelway.post(
            JOBS,
            new MultipartForm()
                .file("media", "empty.mp4", "video/mp4", BodyPublishers.ofString(""))));
  }

  @Test
  void refusesTwoFiles() throws Exception {
    assertRefused(
        reelway.post(
            JOBS,
            new MultipartForm()
                .file("media", "a.jpg", "image/jpeg", BodyPublishers.ofString("a"))
                .file("media", "b.jpg", "image/jpeg", BodyPublishers.ofString("b"))));
  }

  @ParameterizedTest
  @CsvSource({"application/json", "text/plain", "multipart/form-data", "application/octet-stream"})
  void refusesABodyThatIsNotAForm(String type) throws Exception {
    assertRefused(
        reelway.send(
            reelway.request(JOBS).header("Content-Type", type),
            "POST",
            BodyPublishers.ofString("{}")));
  }

  @Test
  void tellsAClientThatSendsAnotherTypeWhatToSend() throws Exception {
    Answer answer =
        reelway.send(
            reelway.request(JOBS).header("Content-Type", "text/plain"),
            "POST",
            BodyPublishers.ofString("https://example.org/a.mp4"));

    assertRefused(answer);
    assertThat(answer.json().path("error").asString())
        .contains("multipart/form-data", "application/json", "member named url");
  }

  @Test
  void saysThatAJsonBodyIsMissing() throws Exception {
    Answer answer =
        reelway.send(
            reelway.request(JOBS).header("Content-Type", "application/json"),
            "POST",
            BodyPublishers.noBody());

    assertRefused(answer);
    assertThat(answer.json().path("error").asString())
        .startsWith("The request has no body. Send")
        .contains("application/json with its address in a member named url");
  }

  /** The file of the first form is larger than the limit, and the end of it never arrives. */
  @ParameterizedTest
  @ValueSource(strings = {JOBS, "/api/media/optimize"})
  void refusesBadOptionsWithThePointerOfTheirMember(String route) throws Exception {
    Answer form =
        reelway.send(
            reelway.request(route).header("Content-Type", "multipart/form-data; boundary=b"),
            "POST",
            BodyPublishers.ofString(
                "--b\r\nContent-Disposition: form-data; name=options\r\n\r\n{\"width\":0}\r\n"
                    + "--b\r\nContent-Disposition: form-data; name=media; filename=a\r\n\r\n"
                    + "x".repeat(2 * LIMIT)));
    Answer json =
        reelway.send(
            reelway.request(route).header("Content-Type", "application/json; charset=utf-8"),
            "POST",
            BodyPublishers.ofString(
                "{\"url\":\"https://example.org/a.mp4\",\"options\":{\"quality\":101}}"));

    assertRefused(form);
    assertThat(form.json().path("pointer").asString()).isEqualTo("/options/width");
    assertRefused(json);
    assertThat(json.json().path("pointer").asString()).isEqualTo("/options/quality");
  }

  @Test
  void refusesARequestWithoutContentType() throws Exception {
    assertRefused(reelway.send(reelway.request(JOBS), "POST", BodyPublishers.noBody()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: image/jpeg",
        "Content-Disposition: form-data; filename=a.jpg",
        "Content-Disposition: form-data; name=media",
        "Content-Disposition: form-data; name=media; filename=\"\"",
        "Content-Disposition: form-data; name=media; filename=\"",
        "Content-Disposition: ",
        "Content-Disposition"
      })
  void refusesPartsWithInvalidHeaders(String headers) throws Exception {
    assertRefused(
        reelway.send(
            reelway.request(JOBS).header("Content-Type", "multipart/form-data; boundary=b"),
            "POST",
            BodyPublishers.ofString("--b\r\n" + headers + "\r\n\r\nphoto\r\n--b--\r\n")));
  }

  /** The contract decides the type from the bytes, so the declared one is not checked. */
  @ParameterizedTest
  @ValueSource(strings = {"no/type/at all", "video/webm;codecs=vp8,opus", "image/"})
  void acceptsAFileWhateverItsDeclaredType(String type) throws Exception {
    Answer answer =
        reelway.send(
            reelway.request(JOBS).header("Content-Type", "multipart/form-data; boundary=b"),
            "POST",
            BodyPublishers.ofString(
                "--b\r\nContent-Disposition: form-data; name=media; filename=a\r\nContent-Type: "
                    + type
                    + "\r\n\r\nphoto\r\n--b--\r\n"));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
  }

  @Test
  void refusesATruncatedForm() throws Exception {
    assertRefused(
        reelway.send(
            reelway.request(JOBS).header("Content-Type", "multipart/form-data; boundary=cut"),
            "POST",
            BodyPublishers.ofString(
                "--cut\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n"
                    + "Content-Type: image/jpeg\r\n\r\nhalf of it")));
  }

  @Test
  void refusesAFileAboveTheLimitBeforeItsBodyEnds() throws Exception {
    try (Socket socket = new Socket("localhost", reelway.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /api/media/jobs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                  + "Content-Type: multipart/form-data; boundary=b\r\n\r\n")
              .getBytes(UTF_8));
      chunk(
          out,
          "--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n\r\n"
              .getBytes(UTF_8));
      chunk(out, new byte[LIMIT + 64 * 1024]);

      // The body is still open: no last chunk was sent.
      String answer = readAnswer(socket.getInputStream());

      assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"too-large\"");
    }
  }

  @Test
  void erasesAnUploadWhoseClientDisconnects() throws Exception {
    try (Socket socket = new Socket("localhost", reelway.port())) {
      sendHalfOfAFile(socket);
      TimeUnit.MILLISECONDS.sleep(300);
    }
    // nothingUnfinishedIsLeft checks the rest.
  }

  @Test
  void disconnectsAClientThatStopsSending() throws Exception {
    try (Socket socket = new Socket("localhost", reelway.port())) {
      socket.setSoTimeout(20_000);
      sendHalfOfAFile(socket);

      // Returns only when the server closes the connection.
      assertThat(socket.getInputStream().readAllBytes()).asString(UTF_8).doesNotContain("202");
    }
  }

  /** Many clients refuse JSON with half of a surrogate pair. */
  @Test
  void aLongFileNameIsCutBetweenCharacters() throws Exception {
    String fits = "a".repeat(999);
    MultipartForm form =
        new MultipartForm()
            .file(
                "media", fits + "\ud83d\ude00.txt", "text/plain", media("hostile/text-named.jpg"));

    String id = reelway.post("/api/media/jobs", form).json().get("jobId").asString();

    assertThat(reelway.poll(id).get("filename").asString()).isEqualTo(fits);
  }

  private static void sendHalfOfAFile(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST /api/media/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n\r\n")
            .getBytes(UTF_8));
    out.write(new byte[100_000]);
    out.flush();
  }

  @ParameterizedTest
  @CsvSource({
    "hostile/random-bytes.mp4,          unsupported-type",
    "hostile/html-named.mp4,            unsupported-type",
    "hostile/text-named.jpg,            unsupported-type",
    "hostile/m3u8-etc-passwd.mp4,       unsupported-type",
    "hostile/ffconcat-etc-passwd.mp4,   unsupported-type",
    "hostile/sdp-loopback.mp4,          unsupported-type",
    "hostile/svg-xxe-etc-passwd.svg,    unsupported-type",
    "audio/mp3-trex.mp3,                unsupported-type",
    "hostile/truncated-no-moov.mp4,     probe-failed",
    "hostile/truncated.png,             probe-failed",
    "hostile/header-only-48-bytes.mp4,  probe-failed"
  })
  void failsAJobWhoseFileIsNotMedia(String name, String code) throws Exception {
    JsonNode job = reelway.optimize(media(name), "web");

    assertThat(job.get("status").asString()).isEqualTo("failed");
    assertThat(job.get("completedAt").asLong()).isPositive();
    assertThat(job.get("downloadUrl").isNull()).isTrue();
    assertThat(job.has("result")).isFalse();
    JsonNode error = job.get("error");
    assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "code");
    assertThat(error.get("code").asString()).isEqualTo(code);
    assertSentence(error.get("message").asString());
    assertError(
        reelway.get(JOBS + "/" + job.get("jobId").asString() + "/download"), 409, "not-ready");
  }

  @Test
  void failsAnMp4ThatIsText() throws Exception {
    Path file = Files.writeString(data.resolve("notes.mp4"), "These are my notes.\n".repeat(40));

    assertThat(reelway.optimize(file, "web").get("error").get("code").asString())
        .isEqualTo("unsupported-type");
  }

  private static void assertRefused(Answer answer) throws IOException {
    assertError(answer, 400, "invalid-input");
  }

  private static void chunk(OutputStream out, byte[] bytes) throws IOException {
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
    out.write(bytes);
    out.write("\r\n".getBytes(UTF_8));
    out.flush();
  }

  private static String readAnswer(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[4096];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      answer.append(new String(buffer, 0, read, ISO_8859_1));
      if (answer.toString().contains("\"code\"")) {
        break;
      }
    }
    return answer.toString();
  }
}
