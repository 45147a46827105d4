package io.reelway.sdk;

import static io.reelway.sdk.FakeServer.Reply.bytes;
import static io.reelway.sdk.FakeServer.Reply.hangUp;
import static io.reelway.sdk.FakeServer.Reply.json;
import static io.reelway.sdk.FakeServer.Reply.stalled;
import static io.reelway.sdk.FakeServer.problem;
import static io.reelway.sdk.RetryTest.failureOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizeTest {
  private static final String OPTIMIZE = "POST /api/media/optimize";
  private static final String[] MEASURED = {
    "x-pipelyn-kind", "image",
    "x-pipelyn-preset", "web",
    "x-pipelyn-strategy", "image-webp",
    "x-pipelyn-input-bytes", "100",
    "x-pipelyn-output-bytes", "6",
    "x-pipelyn-saved-bytes", "94",
    "x-pipelyn-saved-percent", "94.00",
    "x-pipelyn-input-duration", "",
    "x-pipelyn-output-duration", "",
    "x-pipelyn-input-width", "1920",
    "x-pipelyn-output-width", "1400",
    "x-pipelyn-total-jobs", "12",
    "x-pipelyn-total-bytes-saved", "3456"
  };

  @TempDir Path folder;
  private Path photo = Path.of("");
  private Path target = Path.of("");
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    photo = Files.write(folder.resolve("photo.jpg"), new byte[100]);
    target = folder.resolve("photo.webp");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void writesTheOutputAndReadsTheMeasures() {
    server.on(OPTIMIZE, hangUp(), bytes(200, "output".getBytes(UTF_8), MEASURED));
    Optimized facts =
        server.client().build().optimize(photo, SubmitOptions.DEFAULTS.preset("web"), target);
    assertThat(target).hasContent("output");
    assertThat(facts)
        .isEqualTo(
            new Optimized(
                "image",
                "web",
                "image-webp",
                100,
                6,
                94,
                94.0,
                Optional.empty(),
                Optional.empty(),
                1920,
                1400,
                OptionalLong.of(12),
                OptionalLong.of(3456),
                Optional.empty()));
  }

  @Test
  @Timeout(20)
  void ignoresLateBytesOfAnAttemptThatFailed() {
    byte[] output = "output".getBytes(UTF_8);
    server.on(OPTIMIZE, stalled(output, 3), bytes(200, output));
    server
        .client()
        .httpClient(new LateHttpClient())
        .idleTimeout(Duration.ofMillis(300))
        .optimizeTimeout(Duration.ZERO)
        .build()
        .optimize(photo, SubmitOptions.DEFAULTS, target);
    assertThat(target).hasContent("output");
  }

  @Test
  void rejectsAnOutputOfAnotherSizeThanTheServerStates() {
    server.on(OPTIMIZE, bytes(200, "outputs".getBytes(UTF_8), MEASURED));
    ReelwayException failure =
        failureOf(() -> server.client().build().optimize(photo, SubmitOptions.DEFAULTS, target));
    assertThat(failure.code()).isEqualTo("checksum-mismatch");
    assertThat(folder.toFile().list()).containsExactly("photo.jpg");
  }

  @Test
  void repeatsARequestOnlyWithTheSameKey() {
    server.on(OPTIMIZE, hangUp(), bytes(200, "output".getBytes(UTF_8), MEASURED));
    ReelwayClient client = server.client().build();

    client.optimize(photo, SubmitOptions.DEFAULTS, target);
    client.optimize(photo, SubmitOptions.DEFAULTS, target);
    client.optimize(photo, SubmitOptions.DEFAULTS.idempotencyKey("mine"), target);

    List<String> keys =
        server.requests().stream().map(request -> request.header("Idempotency-Key")).toList();
    assertThat(keys.get(0)).isNotEqualTo("null").isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
    assertThat(keys.get(3)).isEqualTo("mine");
  }

  @Test
  void returnsTheOutputAsAStream() throws IOException {
    server.on(OPTIMIZE, bytes(200, "output".getBytes(UTF_8), MEASURED));
    try (OptimizedStream stream =
        server.client().build().optimize(Source.file(photo), SubmitOptions.DEFAULTS)) {
      assertThat(stream.body()).hasContent("output");
      assertThat(stream.facts().strategy()).isEqualTo("image-webp");
    }
  }

  @Test
  @Timeout(20)
  void aStreamFailsWhenItsConnectionIsIdle() throws IOException {
    server.on(OPTIMIZE, stalled("output".getBytes(UTF_8), 3, MEASURED));
    ReelwayClient client = server.client().idleTimeout(Duration.ofMillis(300)).build();
    try (OptimizedStream stream = client.optimize(Source.file(photo), SubmitOptions.DEFAULTS)) {
      assertThat(stream.body().readNBytes(3)).hasSize(3);
      assertThatThrownBy(stream.body()::read).isInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  void followsTheJobWhenTheServerDoesNotWait() throws IOException {
    server
        .on(OPTIMIZE, json(202, Jobs.ACCEPTED, "Location", Jobs.ROUTE))
        .on(
            "GET " + Jobs.ROUTE,
            json(200, Jobs.pending()),
            json(200, Jobs.done(6, "").replace("\"sha256\": \"\",", "")))
        .on("GET " + Jobs.ROUTE + "/download", bytes(200, "output".getBytes(UTF_8)));
    ReelwayClient client = server.client().build();
    Optimized facts = client.optimize(photo, SubmitOptions.DEFAULTS, target);
    assertThat(target).hasContent("output");
    assertThat(facts.jobId()).contains(Jobs.ID);
    assertThat(facts.inputDuration()).contains(Duration.ofSeconds(30));
    assertThat(facts.outputDuration()).contains(Duration.ofMillis(29_967));
    try (OptimizedStream stream = client.optimize(Source.file(photo), SubmitOptions.DEFAULTS)) {
      assertThat(stream.body()).hasContent("output");
    }
  }

  @ParameterizedTest
  @CsvSource({"500, unknown", "503, unavailable"})
  void doesNotSendTheFileAgainForAFailedJob(int status, String code) {
    String failed = problem(code).replace("}", ", \"jobStatus\": \"failed\"}");
    server.on(OPTIMIZE, json(status, failed));
    ReelwayException failure =
        failureOf(() -> server.client().build().optimize(photo, SubmitOptions.DEFAULTS, target));
    assertThat(server.requests()).hasSize(1);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.retriable()).isFalse();
  }

  @Test
  void aFailureLeavesTheTargetUnchanged() throws IOException {
    Files.writeString(target, "what was there");
    server.on(OPTIMIZE, json(422, problem("encode-failed")));
    ReelwayException failure =
        failureOf(() -> server.client().build().optimize(photo, SubmitOptions.DEFAULTS, target));
    assertThat(failure.code()).isEqualTo("encode-failed");
    assertThat(target).hasContent("what was there");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("photo.jpg", "photo.webp");
  }
}
