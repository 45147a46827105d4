package io.reelway.api.durability;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwayProcess;
import io.reelway.catalog.sql.Database;
import io.reelway.catalog.sql.DatabaseSettings;
import io.reelway.catalog.sql.SqlWorkMarks;
import io.reelway.stage.StageOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Kills the whole program with jobs in flight and restarts it on the same data. */
class KilledProcessTest {
  private static final String ENGINE = "reelway.engine=in-memory";

  @TempDir private Path work;

  @Test
  void finishesTheSameJobsAfterAKillInTheMiddleOfAnEncode() throws Exception {
    String video;
    String photo;
    List<ProcessHandle> encoders;
    try (ReelwayProcess first = ReelwayProcess.start(work, "first", ENGINE)) {
      video = first.submit(media("video/h264-272p-10s-no-audio.mp4"), "low-bandwidth");
      photo = first.submit(media("image/gps-exif-nikon.jpg"), "web");
      first.awaitEncoder(video);
      encoders = first.children();
      first.kill();
    }

    try (ReelwayProcess second = ReelwayProcess.start(work, "second", ENGINE)) {
      for (ProcessHandle encoder : encoders) { // the latest end by this start (decision 0084)
        encoder.onExit().get(30, TimeUnit.SECONDS);
      }
      JsonNode done = second.await(video, "done");
      second.await(photo, "done");

      assertThat(done.get("result").get("outputDurationSec").asDouble()).isBetween(9.9, 10.1);
      assertThat(outputs(video)).hasSize(1);
      assertThat(outputs(photo)).hasSize(1);
    }
    assertThat(leftovers()).isEmpty();
  }

  /** Otherwise every start would run the file that crashes the process again. */
  @Test
  void aJobThatHasCrashedFiveProcessesFails() throws Exception {
    String video;
    try (ReelwayProcess first = ReelwayProcess.start(work, "first", ENGINE)) {
      video = first.submit(media("video/h264-272p-10s-no-audio.mp4"), "low-bandwidth");
      first.awaitEncoder(video);
      first.kill();
    }
    assertThat(workersLost(video)).isEqualTo(1);
    try (Database database = database()) {
      for (int i = 2; i <= StageOptions.MAX_WORKERS_LOST; i++) {
        new SqlWorkMarks(database).begin(video, "process-" + i);
      }
    }

    try (ReelwayProcess last = ReelwayProcess.start(work, "last", ENGINE)) {
      JsonNode failed = last.await(video, "failed");

      assertThat(failed.at("/error/code").asString()).isEqualTo("encode-failed");
      assertThat(failed.at("/error/message").asString()).isEqualTo(StageOptions.BREAKS_WORKERS);
    }
  }

  @Test
  void anOrderlyStopDoesNotCountAsALostWorker() throws Exception {
    String video;
    try (ReelwayProcess first =
        ReelwayProcess.start(work, "first", ENGINE, "reelway.worker.grace=0s")) {
      video = first.submit(media("video/h264-272p-10s-no-audio.mp4"), "low-bandwidth");
      first.awaitEncoder(video);
      assertThat(workersLost(video)).isEqualTo(1);
    }

    assertThat(workersLost(video)).isZero();
  }

  private int workersLost(String jobId) throws IOException {
    try (Database database = database()) {
      return new SqlWorkMarks(database).workersLost(jobId);
    }
  }

  private Database database() throws IOException {
    return Database.open(DatabaseSettings.sqlite(work.resolve("data/reelway.sqlite")));
  }

  private List<Path> outputs(String jobId) throws IOException {
    return filesBelow(work.resolve("data/store/jobs").resolve(jobId).resolve("output"));
  }

  /** Scratch files and half-written objects. */
  private List<Path> leftovers() throws IOException {
    return Stream.of("data/scratch", "data/store/.incoming")
        .map(work::resolve)
        .filter(Files::exists)
        .flatMap(folder -> filesBelow(folder).stream())
        .toList();
  }

  private static List<Path> filesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
