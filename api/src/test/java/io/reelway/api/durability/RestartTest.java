package io.reelway.api.durability;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwayProcess;
import io.reelway.api.RunningReelway;
import io.reelway.outside.ExternalProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The single-command setup of a laptop, stopped and restarted on its data. */
class RestartTest {
  private static final List<Path> FILES =
      List.of(
          media("video/h264-480x360-audio-mono.mp4"),
          media("image/exif-orientation-6.jpg"),
          media("image/alpha.webp"),
          media("image/gps-exif-nikon.jpg"),
          media("image/avif-8bit-800x533.avif"));

  @TempDir private Path work;

  @Test
  void tenJobsContinueWithTheInMemoryEngine() throws Exception {
    tenJobsContinue("reelway.engine=in-memory");
  }

  @Test
  void tenJobsContinueWithTheDevServer() throws Exception {
    tenJobsContinue(
        "reelway.engine=dev-server",
        "reelway.dev-server.path=" + ExternalProgram.TEMPORAL.path(),
        "reelway.dev-server.ui-port=0");
  }

  private void tenJobsContinue(String... settings) throws Exception {
    List<String> jobs = new ArrayList<>();
    try (ReelwayProcess first = ReelwayProcess.start(work, "first", impatiently(settings))) {
      for (int i = 0; i < 10; i++) {
        jobs.add(first.submit(FILES.get(i % FILES.size()), "web"));
      }
      first.await(jobs.get(1), "done");
    }
    try (ReelwayProcess second = ReelwayProcess.start(work, "second", impatiently(settings))) {
      for (String job : jobs) {
        assertThat(second.await(job, "done").path("downloadUrl").asString()).isNotEmpty();
      }
    }
  }

  private static String[] impatiently(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("reelway.worker.grace=0s");
    all.add("reelway.worker.heartbeat=3s");
    return all.toArray(String[]::new);
  }

  @Test
  void afterItsRetentionAJobIsUnknownAndItsFilesAreDeleted() throws Exception {
    try (RunningReelway reelway = RunningReelway.start(work, "reelway.retention.output=3s")) {
      String job = reelway.optimize(FILES.get(1), "web").path("jobId").asString();
      String path = "/api/media/jobs/" + job;
      assertThat(reelway.get(path + "/download").status()).isEqualTo(200);

      TimeUnit.SECONDS.sleep(3);
      assertThat(reelway.get(path).status()).isEqualTo(404);
      assertThat(reelway.get(path + "/download").status()).isEqualTo(404);
      for (int i = 0; i < 100 && isStored(reelway, job); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(isStored(reelway, job)).isFalse();
    }
  }

  private static boolean isStored(RunningReelway reelway, String job) throws Exception {
    return reelway.files().stream().anyMatch(file -> file.startsWith("store/jobs/" + job));
  }
}
