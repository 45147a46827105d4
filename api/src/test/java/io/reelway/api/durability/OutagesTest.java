package io.reelway.api.durability;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.ReelwayProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients see while a component is down, and how their jobs end. */
class OutagesTest {
  private static final Path PHOTO = media("image/gps-exif-nikon.jpg");

  /**
   * A source that takes several seconds to encode on any machine and becomes smaller at the first
   * attempt.
   */
  private static final Path CLIP = media("video/h264-432p-12.5fps-30s-road.mp4");

  /** The folder of the installation. It is kept for its logs when a test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path work;

  private static Installation all;

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    // The file of an encode must be found again, and a whole one takes the longest.
    all = Installation.start(work, "reelway.segments.on=false");
  }

  @AfterAll
  static void stop() throws IOException {
    if (all != null) {
      all.close();
    }
  }

  @Test
  void anotherWorkerTakesOverTheEncodeOfAKilledWorker() throws Exception {
    String job = api().submit(CLIP, "low-bandwidth");
    Member encoding = awaitWorker(Member::encodes);
    encoding.process().kill();
    Instant killed = Instant.now();

    Member other = awaitWorker(worker -> worker != encoding && worker.encodes());
    Duration takeover = Duration.between(killed, Instant.now());
    encoding.restart();

    assertThat(takeover).isLessThan(Installation.HEARTBEAT.plusSeconds(15));
    assertThat(other).isNotSameAs(encoding);
    assertThat(api().await(job, "done").at("/result/outputDurationSec").asDouble())
        .isBetween(29.8, 30.2);
  }

  @Test
  void pollsAreAnsweredWithoutAnyWorker() throws Exception {
    all.workers().forEach(worker -> worker.process().kill());
    Instant start = Instant.now();
    String job = api().submit(PHOTO, "web");
    JsonNode waiting = api().poll(job);
    Duration two = Duration.between(start, Instant.now());
    for (Member worker : all.workers()) {
      worker.restart();
    }

    assertThat(waiting.at("/progress/stage").asString()).isEqualTo("waiting");
    assertThat(two).as("a submit and a poll").isLessThan(Duration.ofSeconds(2));
    assertThat(api().await(job, "done").path("error").isMissingNode()).isTrue();
  }

  @Test
  void withoutTheEngineJobsAreAcceptedAndEndedJobsShownAndRunningJobsContinue() throws Exception {
    String ended = api().submit(PHOTO, "web");
    api().await(ended, "done");
    double encodes = attempts("encode");
    double probes = attempts("probe");
    String running = api().submit(CLIP, "low-bandwidth");
    awaitWorker(Member::encodes);
    all.temporal().kill();

    List<String> accepted = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      accepted.add(api().submit(PHOTO, "web"));
    }
    String waiting = api().poll(accepted.getFirst()).path("status").asString();
    HttpResponse<String> answer = get("/api/media/jobs/" + ended);
    TimeUnit.SECONDS.sleep(Installation.HEARTBEAT.toSeconds() + 1);
    all.temporal().restart();

    assertThat(waiting).isEqualTo("pending");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"done\"");
    for (String job : accepted) {
      awaitDone(job);
    }
    assertThat(awaitDone(running).at("/result/outputDurationSec").asDouble()).isBetween(29.8, 30.2);
    // The photos are encoded in the stage that probes them.
    assertThat(attempts("encode") - encodes).isEqualTo(1);
    assertThat(attempts("probe") - probes).isEqualTo(1 + accepted.size());
  }

  @Test
  void aDatabaseThatIsKilledLosesNoJob() throws Exception {
    String running = api().submit(CLIP, "low-bandwidth");
    awaitWorker(Member::encodes);
    all.database().kill();
    HttpResponse<String> refused = submit();
    all.database().restart();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After").orElse("")).matches("[1-9]\\d*");
    assertThat(awaitDone(running).at("/result/outputDurationSec").asDouble()).isBetween(29.8, 30.2);
    assertThat(awaitDone(api().submit(PHOTO, "web")).path("error").isMissingNode()).isTrue();
  }

  @Test
  void aDatabaseWithoutRoomRefusesSubmitsAndLosesNoJob() throws Exception {
    assumeThat(all.database().disk().isSmall()).as("a small disk can be mounted here").isTrue();
    String running = api().submit(CLIP, "low-bandwidth");
    awaitWorker(Member::encodes);
    List<String> accepted = new ArrayList<>(List.of(running));
    all.database().disk().fill();
    HttpResponse<String> answer = submit();
    while (answer.statusCode() == 202) {
      accepted.add(JSON.readTree(answer.body()).path("jobId").asString());
      answer = submit();
    }
    all.database().disk().relieve();
    all.database().revive();

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("[1-9]\\d*");
    for (String job : accepted) {
      awaitDone(job);
    }
    assertThat(awaitDone(api().submit(PHOTO, "web")).path("error").isMissingNode()).isTrue();
  }

  @Test
  void encodesThatEndDuringAnEngineOutageAreRecordedAfterwards() throws Exception {
    double before = attempts("encode");
    String job = api().submit(CLIP, "low-bandwidth");
    Member worker = awaitWorker(Member::encodes);
    all.temporal().kill();
    TimeUnit.SECONDS.sleep(Installation.HEARTBEAT.toSeconds() + 1);
    while (worker.encodes()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    all.temporal().restart();

    assertThat(awaitDone(job).at("/result/outputDurationSec").asDouble()).isBetween(29.8, 30.2);
    assertThat(attempts("encode") - before).isEqualTo(1);
  }

  @Test
  void anEncodedFileWaitsForTheStoreAndIsNotEncodedAgain() throws Exception {
    double before = attempts("encode");
    String job = api().submit(CLIP, "low-bandwidth");
    awaitWorker(Member::encodes);
    all.s3().kill();
    try {
      api().await(job, "uploading");
      TimeUnit.SECONDS.sleep(2);
    } finally {
      all.s3().restart();
    }

    assertThat(api().await(job, "done").path("downloadUrl").asString()).isNotEmpty();
    assertThat(attempts("encode") - before).isEqualTo(1);
  }

  @Test
  void aJobThatTheEngineHasDeletedIsStillShownWithAWorkingLink() throws Exception {
    String job = api().submit(PHOTO, "web");
    api().await(job, "done");
    while (!all.temporal().open("MediaJobWorkflow").isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    all.temporal().forget(job);
    while (all.temporal().knows(job)) {
      TimeUnit.MILLISECONDS.sleep(50);
    }

    JsonNode shown = api().poll(job);

    assertThat(shown.path("status").asString()).isEqualTo("done");
    HttpResponse<byte[]> output =
        client.send(
            HttpRequest.newBuilder(URI.create(shown.path("downloadUrl").asString())).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(output.statusCode()).isEqualTo(200);
    assertThat(output.body()).hasSize(shown.at("/result/outputBytes").asInt());
  }

  private static ReelwayProcess api() {
    return all.api().process();
  }

  /** Polls may be refused until the engine is back. */
  private static JsonNode awaitDone(String job) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(end)) {
      JsonNode answer = api().poll(job);
      if (answer.path("status").asString("").equals("done")) {
        return answer;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("Not done: " + api().poll(job));
  }

  private static Member awaitWorker(Predicate<Member> condition) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(end)) {
      for (Member worker : all.workers()) {
        if (condition.test(worker)) {
          return worker;
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("No worker encodes");
  }

  /**
   * The number of ended attempts at a stage, with any outcome, on all workers since their start.
   */
  private double attempts(String stage) throws IOException, InterruptedException {
    double sum = 0;
    for (Member worker : all.workers()) {
      String metrics =
          client
              .send(
                  HttpRequest.newBuilder(worker.url("/actuator/prometheus")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      sum +=
          metrics
              .lines()
              .filter(line -> line.startsWith("reelway_stage_seconds_count{"))
              .filter(line -> line.contains("stage=\"" + stage + "\""))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
              .sum();
    }
    return sum;
  }

  private HttpResponse<String> submit() throws IOException, InterruptedException {
    MultipartForm form = new MultipartForm().file("media", "photo.jpg", "image/jpeg", PHOTO);
    return client.send(
        HttpRequest.newBuilder(all.api().url("/api/media/jobs"))
            .header("Content-Type", form.contentType())
            .POST(form.body())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(all.api().url(path)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
