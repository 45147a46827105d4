package io.reelway.api.durability;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import io.reelway.api.RunningReelway;
import io.reelway.outside.ExternalProgram;
import io.reelway.stage.TaskQueues;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backlog is processed first in, first out, and images do not wait behind films. */
class QueueOrderTest {
  private static final Path FILM = media("video/h264-720p24-52s-sintel-trailer.mp4");
  private static final Path PHOTO = media("image/exif-orientation-6.jpg");
  private static final int PHOTOS = 16;

  /** Stages due within this time of each other have no defined order. */
  private static final Duration SAME_TIME = Duration.ofMillis(100);

  /** A real server may dispatch new tasks before a backlog that is younger than this. */
  private static final Duration YOUNG = Duration.ofSeconds(2);

  @TempDir private Path data;

  @Test
  void inMemory() throws Exception {
    processesInOrder(SAME_TIME, "reelway.engine=in-memory");
  }

  @Test
  void onTheDevServer() throws Exception {
    processesInOrder(
        YOUNG,
        "reelway.engine=dev-server",
        "reelway.dev-server.path=" + ExternalProgram.TEMPORAL.path(),
        "reelway.dev-server.ui-port=0");
  }

  private void processesInOrder(Duration tolerance, String... engine) throws Exception {
    List<String> settings = new ArrayList<>(List.of(engine));
    settings.addAll(
        List.of(
            "reelway.worker.light-slots=1",
            "reelway.worker.heavy-slots=1",
            "reelway.worker.grace=0s"));
    try (RunningReelway reelway = RunningReelway.start(data, settings.toArray(String[]::new))) {
      List<String> films = List.of(submit(reelway, FILM), submit(reelway, FILM));
      List<String> photos = new ArrayList<>();
      for (int i = 0; i < PHOTOS; i++) {
        photos.add(submit(reelway, PHOTO));
      }
      for (String photo : photos) {
        assertThat(reelway.await(photo).path("status").asString()).isEqualTo("done");
      }
      String film = reelway.poll(films.getLast()).path("status").asString();

      List<StageStart> starts = new ArrayList<>();
      for (String photo : photos) {
        starts.addAll(
            startsOf(reelway.bean(WorkflowClient.class).fetchHistory(photo).getHistory()));
      }
      assertThat(starts).hasSizeGreaterThanOrEqualTo(PHOTOS);
      for (StageStart one : starts) {
        assertThat(starts)
            .filteredOn(other -> other.due().isAfter(one.due().plus(tolerance)))
            .allSatisfy(later -> assertThat(later.started()).isAfterOrEqualTo(one.started()));
      }
      assertThat(film).as("the film that waits for the first one").isNotEqualTo("done");
      films.forEach(id -> cancel(reelway, id));
    }
  }

  /**
   * The times at which the stages of a job on the light queue were due and at which they started.
   */
  private static List<StageStart> startsOf(History history) {
    Map<Long, Instant> due = new HashMap<>();
    List<StageStart> starts = new ArrayList<>();
    for (HistoryEvent event : history.getEventsList()) {
      Instant time = Instant.ofEpochMilli(Timestamps.toMillis(event.getEventTime()));
      if (event.hasActivityTaskScheduledEventAttributes()
          && event
              .getActivityTaskScheduledEventAttributes()
              .getTaskQueue()
              .getName()
              .equals(TaskQueues.LIGHT)) {
        due.put(event.getEventId(), time);
      }
      if (event.hasActivityTaskStartedEventAttributes()) {
        Instant scheduled =
            due.get(event.getActivityTaskStartedEventAttributes().getScheduledEventId());
        if (scheduled != null) {
          starts.add(new StageStart(scheduled, time));
        }
      }
    }
    return starts;
  }

  private record StageStart(Instant due, Instant started) {}

  private static String submit(RunningReelway reelway, Path file) throws Exception {
    return reelway.submit(file, "low-bandwidth").json().path("jobId").asString();
  }

  private static void cancel(RunningReelway reelway, String id) {
    try {
      reelway.send(
          reelway.request("/api/media/jobs/" + id + "/cancel"),
          "POST",
          java.net.http.HttpRequest.BodyPublishers.noBody());
    } catch (Exception unanswered) {
      throw new IllegalStateException(unanswered);
    }
  }
}
