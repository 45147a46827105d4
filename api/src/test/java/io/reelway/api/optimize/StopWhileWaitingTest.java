package io.reelway.api.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.follow.JobEnd;
import io.reelway.api.jobs.Cancellations;
import io.reelway.catalog.Jobs;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/** The server stops while a client waits for its job. */
class StopWhileWaitingTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");

  @Test
  void answersLikeASubmitAndKeepsTheJob(@TempDir Path data) throws Exception {
    HttpResponse<String> answer;
    RunningReelway stopping = RunningReelway.start(data);
    try (HttpClient client = HttpClient.newHttpClient()) {
      stopping.stopWorker();
      MultipartForm form =
          new MultipartForm().file("media", "photo.jpg", "application/octet-stream", PHOTO);
      CompletableFuture<HttpResponse<String>> waiting =
          client.sendAsync(
              stopping
                  .request("/api/media/optimize")
                  .header("Content-Type", form.contentType())
                  .POST(form.body())
                  .build(),
              BodyHandlers.ofString());
      while (stopping.get("/api/media/jobs").json().path("items").isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      stopping.close();
      answer = waiting.join();
    }

    assertThat(answer.statusCode()).isEqualTo(202);
    String job = answer.headers().firstValue("Location").orElseThrow();
    try (RunningReelway next = RunningReelway.start(data)) {
      String id = job.substring(job.lastIndexOf('/') + 1);
      assertThat(next.await(id).path("status").asString()).isEqualTo("done");
    }
  }

  @Test
  void aConnectionThatTheStopCutsDoesNotCancelTheJob() {
    JobEnd ends = mock(JobEnd.class);
    when(ends.isClosed()).thenReturn(true);
    Cancellations cancellations = mock(Cancellations.class);
    JobAwaiter waiting =
        new JobAwaiter(ends, cancellations, Schedulers.immediate(), mock(OptimizeSettings.class));

    waiting.abandon(Jobs.job("", Jobs.NOON));

    verifyNoInteractions(cancellations);
  }
}
