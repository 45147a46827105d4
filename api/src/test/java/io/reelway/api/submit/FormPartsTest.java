package io.reelway.api.submit;

import static io.reelway.api.ErrorAnswers.assertError;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** A form has a limited number of parts, and the job names unknown ones. */
@ExtendWith(OutputCaptureExtension.class)
class FormPartsTest {
  private static final String JOBS = "/api/media/jobs";

  @TempDir private static Path data;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() {
    reelway = RunningReelway.start(data, "reelway.limits.input=100 KiB");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  /** The end of the form never arrives: the answer must not wait for it. */
  @Test
  void refusesAFormOfTooManyPartsWhileItArrives() throws Exception {
    Answer answer = raw("--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n".repeat(5000));

    assertError(answer, 400, "invalid-input");
    assertThat(answer.json().path("error").asString()).contains("more than 100 parts");
  }

  /** Each part has nine bytes, so thousands of them fit into one network buffer. */
  @Test
  void manyTinyPartsOverflowNoStackAndLeakNoMemory(CapturedOutput log) throws Exception {
    for (int i = 0; i < 20; i++) {
      assertError(raw("--b\r\n\r\n\r\n".repeat(20_000)), 400, "invalid-input");
      assertThat(reelway.get("/api/health").status()).isEqualTo(200);
    }
    assertThat(log.getAll()).doesNotContain("StackOverflow", "LEAK", "WARN");
  }

  @Test
  void refusesAPartWithEndlessHeaders() throws Exception {
    String line = "X-Padding: " + "x".repeat(1000) + "\r\n";

    assertError(raw("--b\r\n" + line.repeat(100)), 400, "invalid-input");
  }

  @Test
  void refusesUnknownPartsAboveTheFileSizeLimit() throws Exception {
    byte[] half = new byte[60 * 1024];

    Answer answer =
        reelway.post(
            JOBS,
            new MultipartForm()
                .file("cover", "a.bin", "image/jpeg", BodyPublishers.ofByteArray(half))
                .file("copy", "b.bin", "image/jpeg", BodyPublishers.ofByteArray(half)));

    assertError(answer, 413, "too-large");
  }

  @Test
  void namesUnknownFieldsInAWarningOfTheJob() throws Exception {
    JsonNode job =
        submit(
            new MultipartForm()
                .field("width", "300")
                .field("quality", "80")
                .field("<script>", "")
                .field("width", "301"));

    assertThat(warnings(job))
        .containsExactly(
            "The server ignored unknown fields of the form: width, quality, with an unusual name.");
  }

  @Test
  void namesFiveUnknownFieldsAtMost() throws Exception {
    MultipartForm form = new MultipartForm();
    for (int i = 1; i <= 7; i++) {
      form.field("f" + i, "");
    }

    assertThat(warnings(submit(form)))
        .singleElement()
        .asString()
        .endsWith("f1, f2, f3, f4, f5 and 2 more.");
  }

  @Test
  void doesNotWarnAboutKnownFields() throws Exception {
    assertThat(submit(new MultipartForm().field("preset", "web")).has("warnings")).isFalse();
  }

  private static JsonNode submit(MultipartForm form) throws IOException, InterruptedException {
    Answer answer =
        reelway.post(
            JOBS, form.file("media", "a.jpg", "image/jpeg", BodyPublishers.ofString("photo")));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return reelway.poll(answer.json().path("jobId").asString());
  }

  private static List<String> warnings(JsonNode job) {
    return job.path("warnings").valueStream().map(JsonNode::asString).toList();
  }

  private static Answer raw(String beginning) throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(beginning.getBytes(US_ASCII));
    return reelway.send(
        reelway.request(JOBS).header("Content-Type", "multipart/form-data; boundary=b"),
        "POST",
        BodyPublishers.ofByteArray(body.toByteArray()));
  }
}
