package io.reelway.api.jobs;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.outside.ExternalProgram;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A job that waits for an encoder has the stage waiting, not encoding. */
class QueuedJobTest {
  private static final Path FILM = media("video/h264-720p24-52s-sintel-trailer.mp4");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path data;

  @Test
  void showsTheNumberOfTasksAheadOnTheInMemoryEngine() throws Exception {
    List<JsonNode> waiting = waiting("reelway.engine=in-memory");

    assertThat(waiting).extracting(job -> job.at("/progress/ahead").asInt()).containsExactly(0, 1);
  }

  @Test
  void omitsTheNumberOfTasksAheadWhenUnknown() throws Exception {
    List<JsonNode> waiting =
        waiting(
            "reelway.engine=dev-server",
            "reelway.dev-server.path=" + ExternalProgram.TEMPORAL.path(),
            "reelway.dev-server.ui-port=0");

    assertThat(waiting).noneMatch(job -> job.path("progress").has("ahead"));
  }

  /** Two jobs that wait for the only encoder, as polls show them after their probes. */
  private List<JsonNode> waiting(String... engine) throws Exception {
    List<String> settings = new ArrayList<>(List.of(engine));
    // A divided film would leave the only slot between two segments, and count as waiting, too.
    settings.addAll(
        List.of(
            "reelway.worker.heavy-slots=1",
            "reelway.worker.grace=0s",
            "reelway.segments.on=false"));
    try (RunningReelway reelway = RunningReelway.start(data, settings.toArray(String[]::new))) {
      List<String> films = new ArrayList<>();
      List<JsonNode> waiting = new ArrayList<>();
      films.add(submit(reelway));
      await(reelway, films.getLast(), "encoding");
      for (int i = 0; i < 2; i++) {
        films.add(submit(reelway));
        waiting.add(await(reelway, films.getLast(), "waiting"));
      }
      for (String film : films.reversed()) {
        reelway.send(
            reelway.request("/api/media/jobs/" + film + "/cancel"),
            "POST",
            BodyPublishers.noBody());
      }
      return waiting;
    }
  }

  private static String submit(RunningReelway reelway) throws Exception {
    return reelway.submit(FILM, "low-bandwidth").json().path("jobId").asString();
  }

  /** Polls the job until it has that stage after its probe, which ends at 2 %. */
  private static JsonNode await(RunningReelway reelway, String id, String stage) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      JsonNode job = reelway.poll(id);
      JsonNode progress = job.path("progress");
      if (progress.path("stage").asString("").equals(stage)
          && progress.path("percent").asDouble() >= 2) {
        return job;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError("Not " + stage + ": " + reelway.poll(id));
  }
}
