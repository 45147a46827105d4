package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.catalog.JobCatalog;
import io.reelway.corpus.Tools;
import io.reelway.record.JobRecorder;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A video that is encoded in parts, as its client and the disk see it. */
class DividedJobTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A cancelled job frees all slots within 3 s. On a loaded machine it takes longer. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private static Path data;
  @TempDir private static Path folder;
  private static RunningReelway reelway;
  private static Path clip;

  @BeforeAll
  static void start() throws Exception {
    clip =
        Tools.make(
            folder,
            "clip.mp4",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=1280x720:r=30:d=10",
                "-f",
                "lavfi",
                "-i",
                "sine=440:r=48000:d=10",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-crf",
                "10",
                "-c:a",
                "aac"));
    reelway =
        RunningReelway.start(
            data,
            "reelway.segments.length=2s",
            "reelway.segments.minimum=4s",
            "reelway.worker.heavy-slots=2");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "low-bandwidth"})
  void endsWithOneVideoAndLeavesNoParts(String preset) throws Exception {
    String id = submit(preset);

    List<JsonNode> polls = follow(id);

    assertThat(polls.getLast().path("status").asString())
        .as(polls.getLast().toString())
        .isEqualTo("done");
    assertThat(polls.getLast().at("/result/outputDurationSec").asDouble()).isBetween(9.9, 10.1);
    assertThat(polls.getLast().at("/result/encodeSec").asDouble()).isPositive();
    assertThat(polls.getLast().has("warnings")).isFalse();
    assertThat(stages(polls))
        .contains("encoding")
        .isSubsetOf("waiting", "probing", "encoding", "joining", "uploading");
    assertThat(percents(polls)).isSorted();
    assertThat(whileEncoding(polls)).hasSizeGreaterThan(10).allMatch(poll -> poll.has("progress"));
    assertThat(activities(id)).contains("Cut", "Join", "Upload");
    assertThat(activities(id)).filteredOn("EncodePart"::equals).hasSizeGreaterThan(4);
    assertThat(activities(id)).doesNotContain("Encode");
    assertThat(parts(id)).doesNotExist();
    assertThat(scratch()).isEmpty();
  }

  @Test
  void aCancelInTheMiddleOfTheEncodeLeavesNoParts() throws Exception {
    String id = submit("low-bandwidth");
    awaitPart(id);

    assertThat(send("POST", "/api/media/jobs/" + id + "/cancel")).isEqualTo(202);

    assertThat(reelway.await(id).at("/error/code").asString("")).isEqualTo("cancelled");
    assertThat(parts(id)).doesNotExist();
    awaitEmptyScratch();
  }

  @Test
  void aDeletionInTheMiddleOfTheEncodeLeavesNothing() throws Exception {
    String id = submit("low-bandwidth");
    awaitPart(id);

    assertThat(send("DELETE", "/api/media/jobs/" + id)).isIn(202, 204);

    Path job = parts(id).getParent();
    Instant end = Instant.now().plus(PATIENCE);
    while (Files.exists(job) && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(job).doesNotExist();
    awaitEmptyScratch();
    assertThat(reelway.get("/api/media/jobs/" + id).status()).isEqualTo(404);
  }

  /** The in-memory engine may lose a cancellation. Another run then records the end. */
  @Test
  void theEndOfAFailedJobDeletesThePartsThatALostRunLeft() throws Exception {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
    String id = reelway.optimize(text, "web").path("jobId").asString();
    Path part = Files.createDirectories(parts(id)).resolve("part");
    Files.writeString(part, "encoded");

    reelway
        .bean(JobRecorder.class)
        .record(reelway.bean(JobCatalog.class).find(id).orElseThrow().snapshot());

    assertThat(part).doesNotExist();
    assertThat(parts(id)).doesNotExist();
  }

  private static String submit(String preset) throws Exception {
    return reelway.submit(clip, preset).json().path("jobId").asString();
  }

  private static int send(String method, String path) throws Exception {
    return reelway.send(reelway.request(path), method, BodyPublishers.noBody()).status();
  }

  /** All polls of a job until it is final. */
  private static List<JsonNode> follow(String id) throws Exception {
    List<JsonNode> polls = new ArrayList<>();
    Instant end = Instant.now().plus(PATIENCE);
    do {
      TimeUnit.MILLISECONDS.sleep(20);
      polls.add(reelway.poll(id));
    } while (polls.getLast().path("completedAt").isNull() && Instant.now().isBefore(end));
    return polls;
  }

  private static Set<String> stages(List<JsonNode> polls) {
    Set<String> stages = new LinkedHashSet<>();
    polls.stream()
        .filter(poll -> poll.has("progress"))
        .forEach(poll -> stages.add(poll.at("/progress/stage").asString()));
    return stages;
  }

  private static List<Double> percents(List<JsonNode> polls) {
    return polls.stream()
        .filter(poll -> poll.has("progress"))
        .map(poll -> poll.at("/progress/percent").asDouble())
        .toList();
  }

  /** The polls from the first report of an encoder to the last one. */
  private static List<JsonNode> whileEncoding(List<JsonNode> polls) {
    List<JsonNode> encoding =
        polls.stream().filter(poll -> poll.at("/progress/speed").isNumber()).toList();
    return polls.subList(
        polls.indexOf(encoding.getFirst()), polls.lastIndexOf(encoding.getLast()) + 1);
  }

  /** The stages that the workflow has started, in order. */
  private static List<String> activities(String id) {
    return reelway.bean(WorkflowClient.class).fetchHistory(id).getHistory().getEventsList().stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .toList();
  }

  private static Path parts(String id) {
    return data.resolve("store/jobs").resolve(id).resolve("parts");
  }

  private static void awaitPart(String id) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.exists(parts(id))) {
      assertThat(Instant.now()).as("a part in the store").isBefore(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** The record of a cancelled job may be final while its last encoders still end. */
  private static void awaitEmptyScratch() throws Exception {
    Instant end = Instant.now().plus(SOON);
    while (!scratch().isEmpty() && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(scratch()).isEmpty();
  }

  /** Files and directories of unfinished work. */
  private static List<Path> scratch() throws IOException {
    try (Stream<Path> owners = Files.list(data.resolve("scratch"))) {
      List<Path> left = new ArrayList<>();
      for (Path owner : owners.toList()) {
        try (Stream<Path> entries = Files.list(owner)) {
          entries.filter(entry -> !entry.endsWith("owner.lock")).forEach(left::add);
        }
      }
      return left;
    }
  }
}
