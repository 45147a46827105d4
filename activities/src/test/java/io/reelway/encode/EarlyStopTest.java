package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.corpus.Tools;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.Progress;
import io.reelway.job.SourceRef;
import io.reelway.media.ByteSize;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.scratch.Scratch;
import io.reelway.source.InputGuard;
import io.reelway.source.SourceCache;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.disk.DiskStore;
import io.reelway.strategy.Strategies;
import io.reelway.upload.Uploader;
import io.reelway.verify.OutputCheck;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encode ends before its source does when its output cannot become smaller. */
class EarlyStopTest {
  private static final String JOB = "5c3a1b2e-0000-4000-8000-000000000001";

  @TempDir private Path folder;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void endsAVideoThatIsLargerThanItsSourceAlready() throws Exception {
    Studio studio = new Studio(folder);
    Path source = source(studio, 30);
    Queue<Double> percents = new ConcurrentLinkedQueue<>();

    try (Scratch scratch = Scratch.open(folder.resolve("scratch"), "test")) {
      DiskStore store = new DiskStore(folder.resolve("store"), scratch);
      store.put(JobLocations.source(JOB), source, Delivery.INTERNAL, sent -> {});
      temporal.setActivityHeartbeatListener(
          Progress.class, progress -> percents.add(progress.percent()));
      temporal.registerActivitiesImplementations(stage(scratch, store));
      EncodeRequest request = request(studio.probe(source), Files.size(source), "{}");

      assertThatThrownBy(() -> temporal.newActivityStub(EncodeStage.class).encode(request))
          .cause()
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              failure -> assertThat(failure.getType()).isEqualTo(EncodeStage.NOT_SMALLER));
      assertThat(scratch.directories("work")).isEmpty();
      assertThat(scratch.directories("encoded")).isEmpty();
    }
    assertThat(percents).isNotEmpty().allSatisfy(percent -> assertThat(percent).isLessThan(90));
  }

  @Test
  void searchesForASizeAfterAnEncodeThatIsLargerThanItsSource() throws Exception {
    Studio studio = new Studio(folder);
    Path source = source(studio, 4);
    long maxBytes = Files.size(source) * 4 / 5;

    try (Scratch scratch = Scratch.open(folder.resolve("scratch"), "test")) {
      DiskStore store = new DiskStore(folder.resolve("store"), scratch);
      store.put(JobLocations.source(JOB), source, Delivery.INTERNAL, sent -> {});
      temporal.registerActivitiesImplementations(stage(scratch, store));
      EncodeRequest request =
          request(studio.probe(source), Files.size(source), "{'maxBytes':%d}".formatted(maxBytes));

      long start = System.nanoTime();
      Encoded encoded = temporal.newActivityStub(EncodeStage.class).encode(request);
      Duration whole = Duration.ofNanos(System.nanoTime() - start);

      assertThat(encoded.bytes()).isBetween(maxBytes / 2, maxBytes);
      // The last pass alone takes a small part of this time; the verification is quick.
      assertThat(encoded.facts().encodeTime()).isGreaterThan(whole.dividedBy(2));
      assertThat(scratch.directories("work")).isEmpty();
      try (Stream<Path> left = Files.list(scratch.directories("encoded").getFirst().path())) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .containsExactlyInAnyOrder("output", "encoded.json");
      }
    }
  }

  @Test
  void theFirstFormatDoesNotStopTheOthers() throws Exception {
    Studio studio = new Studio(folder);
    Path source = studio.slowPan();
    // Then the first output is not smaller.
    long bytes = Files.size(studio.encode(source, Presets.WEB, "{'format':['mp4']}").output());

    try (Scratch scratch = Scratch.open(folder.resolve("scratch"), "test")) {
      DiskStore store = new DiskStore(folder.resolve("store"), scratch);
      store.put(JobLocations.source(JOB), source, Delivery.INTERNAL, sent -> {});
      temporal.registerActivitiesImplementations(stage(scratch, store));
      EncodeRequest request = request(studio.probe(source), bytes, "{'format':['mp4','webm']}");

      Encoded encoded = temporal.newActivityStub(EncodeStage.class).encode(request);

      assertThat(encoded.strategy()).isEqualTo(new StrategyId("video-webm-vp9"));
      assertThat(encoded.bytes()).isLessThan(bytes);
    }
  }

  /** A noisy clip that was compressed so strongly that the planned quality needs more bytes. */
  private static Path source(Studio studio, int seconds) throws Exception {
    return studio.synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=1280x720:r=25,noise=alls=40:allf=t",
        "-t",
        Integer.toString(seconds),
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-crf",
        "48");
  }

  private static EncodeRequest request(Probe probe, long bytes, String options) throws IOException {
    Attempt attempt =
        Studio.attempt(Studio.plan(probe, Presets.WEB, options), new StrategyId("video-mp4-h264"));
    AcceptedJob job =
        new AcceptedJob(
            JOB,
            "",
            new SourceRef.Uploaded("a.mp4", "video/mp4", bytes),
            Presets.WEB,
            Instant.EPOCH,
            JobRequest.PLAIN,
            List.of());
    return new EncodeRequest(job, probe, "main", attempt, List.of());
  }

  private static EncodeStage stage(Scratch scratch, DiskStore store) {
    return new EncodeActivity(
        new RenditionEncoder(
            new SourceCache(store, scratch, new ByteSize(0)),
            new Encoder(
                Studio.FFMPEG,
                new InputGuard(Tools.PROBE_LIMITS.pixels()),
                Strategies.builtIn(),
                2),
            new OutputCheck(Studio.FFMPEG, 2),
            scratch,
            new EncodedFiles(scratch),
            new InFlightEncodes(),
            new Uploader(store, scratch),
            "reelway-host-a"));
  }
}
