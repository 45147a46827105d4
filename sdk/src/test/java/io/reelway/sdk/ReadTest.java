package io.reelway.sdk;

import static io.reelway.sdk.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadTest {
  private FakeServer server;
  private ReelwayClient client;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    client = server.client().build();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Job read(String body) {
    server.on("GET " + Jobs.ROUTE, json(200, body));
    return client.jobStatus(Jobs.ID);
  }

  @Test
  void readsTheQualityOfAResultAndOfAnOutput() {
    String quality =
        "\"quality\": {\"metric\": \"ssim\", \"score\": 0.9712, \"targetReached\": true}, ";
    Job job =
        read(
            Jobs.withOutputs(4, "abc")
                .replace("\"encodeSec\"", quality + "\"encodeSec\"")
                .replaceFirst("\"name\"", quality + "\"name\""));
    Quality expected = new Quality("ssim", 0.9712, true);

    assertThat(job.resultOrThrow().quality()).hasValue(expected);
    assertThat(job.outputs().get(0).file().orElseThrow().quality()).hasValue(expected);
  }

  @Test
  void readsADoneJob() {
    Job job = read(Jobs.done(312_000, "abc"));
    Instant completedAt = Instant.ofEpochMilli(1741694461000L);
    JobResult result =
        new JobResult(
            "video",
            "video-webm-vp9",
            "video/webm",
            "clip.webm",
            312_000,
            3_888_000,
            92.57,
            Optional.of(Duration.ofSeconds(30)),
            Optional.of(Duration.ofMillis(29_967)),
            1920,
            OptionalInt.of(1080),
            720,
            OptionalInt.of(406),
            Optional.of("abc"),
            Optional.of(Duration.ofMillis(12_500)),
            Optional.empty());
    assertThat(job)
        .isEqualTo(
            new Job(
                Jobs.ID,
                new JobState.Done(result, URI.create("http://elsewhere/output"), completedAt),
                "web",
                "clip.mp4",
                4_200_000,
                Instant.ofEpochMilli(1741694400000L),
                completedAt,
                List.of("One."),
                Optional.of(Instant.ofEpochMilli(1741694999000L)),
                Optional.of(new Webhook("delivered", 2, OptionalInt.of(200))),
                Labels.NONE,
                Options.NONE,
                List.of()));
    assertThat(job.resultOrThrow()).isEqualTo(result);
  }

  @Test
  void readsARunningJob() {
    Job job = read(Jobs.processing("encoding", 40));
    assertThat(job.isFinal()).isFalse();
    assertThat(job.progress())
        .contains(
            new Progress(
                "encoding",
                40,
                OptionalDouble.of(1.8),
                Optional.of(Duration.ofSeconds(12)),
                OptionalInt.empty()));
  }

  @Test
  void readsAWaitingJob() {
    assertThat(read(Jobs.pending()).state()).isEqualTo(new JobState.Pending());
  }

  @Test
  void readsTheNumberOfTasksAheadOfAWaitingJob() {
    String waiting =
        Jobs.processing("waiting", 2).replace("\"percent\":", "\"ahead\":3,\"percent\":");

    assertThat(read(waiting).progress().orElseThrow().ahead()).hasValue(3);
  }

  @Test
  void readsAFailedJob() {
    assertThat(read(Jobs.failed("cancelled")).state())
        .isEqualTo(
            new JobState.Failed(
                new JobError("cancelled", "A sentence.", OptionalLong.empty()),
                Instant.ofEpochMilli(1741694461000L)));
  }

  @Test
  void mapsAFutureStatusToUnknown() {
    assertThat(RetryTest.failureOf(() -> read(Jobs.pending().replace("pending", "paused"))).code())
        .isEqualTo("unexpected-answer");
  }

  @Test
  void listsPageAfterPage() {
    server.on(
        "GET /api/media/jobs",
        json(200, "{\"items\":[" + Jobs.pending() + "],\"nextCursor\":\"a b&c\"}"),
        json(200, "{\"items\":[],\"nextCursor\":\"d\"}"),
        json(200, "{\"items\":[" + Jobs.done(1, "") + "],\"nextCursor\":null}"));
    assertThat(client.listJobs(JobQuery.ALL.status("done").pageSize(1)).stream())
        .extracting(job -> job.state().status())
        .containsExactly("pending", "done");
    assertThat(server.requests())
        .extracting(FakeServer.ReceivedRequest::uri)
        .containsExactly(
            "/api/media/jobs?status=done&limit=1",
            "/api/media/jobs?status=done&limit=1&cursor=a%20b%26c",
            "/api/media/jobs?status=done&limit=1&cursor=d");
  }

  @Test
  void readsTheLabelsOfAJob() {
    Job job =
        read(
            Jobs.pending()
                .replace(
                    "\"status\":",
                    "\"externalId\":\"a 1\",\"batchId\":\"night-17\",\"metadata\":{\"page\":\"1\"},\"status\":"));

    assertThat(job.labels())
        .isEqualTo(new Labels(Optional.of("a 1"), Optional.of("night-17"), Map.of("page", "1")));
  }

  @Test
  void sendsAllFilters() {
    server.on("GET /api/media/jobs", json(200, "{\"items\":[]}"));

    assertThat(
            client.listJobs(
                JobQuery.ALL
                    .filename("a b")
                    .preset("web")
                    .code("probe-failed")
                    .externalId("e&1")
                    .batchId("night-17")
                    .metadata("album/page", "1")
                    .createdAfter(Instant.ofEpochMilli(5))
                    .createdBefore(Instant.ofEpochMilli(9))))
        .isEmpty();

    assertThat(server.requests().get(0).uri())
        .isEqualTo(
            "/api/media/jobs?filename=a%20b&preset=web&code=probe-failed&externalId=e%261"
                + "&batchId=night-17&metadata.album%2Fpage=1&createdAfter=5&createdBefore=9");
  }

  @Test
  void listsWithoutAFilter() {
    server.on("GET /api/media/jobs", json(200, "{\"items\":[]}"));
    assertThat(client.listJobs(JobQuery.ALL)).isEmpty();
    assertThat(server.requests().get(0).uri()).isEqualTo("/api/media/jobs");
  }

  @Test
  void readsPresetsAndLimits() {
    server
        .on(
            "GET /api/media/presets",
            json(
                200,
                """
                {"defaultPreset": "web", "presets": [{"name": "web", "maxWidth": 1400,
                 "imageQuality": 82, "videoCrf": 24, "videoBitrateKbps": 2400,
                 "audioBitrateKbps": 128, "imageStrategies": ["image-webp", "image-avif"],
                 "videoStrategies": ["video-mp4-h264"],
                 "options": {"width": 1400, "maxFrameRate": 60}, "more": 1}]}\
                """))
        .on(
            "GET /api/media/limits",
            json(200, "{\"maxInputBytes\": 5368709120, \"maxPixels\": 100000000}"));
    assertThat(client.presets())
        .isEqualTo(
            new Presets(
                "web",
                List.of(
                    new Preset(
                        "web",
                        1400,
                        82,
                        24,
                        2400,
                        128,
                        List.of("image-webp", "image-avif"),
                        List.of("video-mp4-h264"),
                        Options.builder().width(1400).maxFrameRate(60).build()))));
    assertThat(client.limits().maxInputBytes()).isEqualTo(5_368_709_120L);
    assertThat(client.limits().all()).containsEntry("maxPixels", 100_000_000);
  }
}
