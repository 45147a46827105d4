package io.reelway.encode;

import io.reelway.job.AcceptedJob;
import io.reelway.job.ArtifactFacts;
import io.reelway.job.JobRequest;
import io.reelway.job.SourceRef;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.MediaType;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.EncodeStage.EncodedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Encode requests and results for tests that do not depend on their content. */
final class Requests {
  static final Instant CREATED = Instant.parse("2026-11-24T07:59:00Z");

  private Requests() {}

  static AcceptedJob job(String id) {
    return new AcceptedJob(
        id,
        "",
        new SourceRef.Uploaded("a.mp4", "video/mp4", 3),
        Presets.WEB,
        CREATED,
        JobRequest.PLAIN,
        List.of());
  }

  static EncodeRequest encode(String jobId, StrategyId strategy) {
    return new EncodeRequest(job(jobId), probe(), "main", attempt(strategy), List.of());
  }

  /** The same encode while other renditions of the job need the source, too. */
  static EncodeRequest beside(EncodeRequest request, String... others) {
    return new EncodeRequest(
        request.job(), request.probe(), request.rendition(), request.attempt(), List.of(others));
  }

  static Encoded encoded(String scratchId, StrategyId strategy) {
    return new Encoded(
        "reelway-host-a",
        scratchId,
        strategy,
        List.of(new EncodedFile("output", MediaType.MP4, 312_000, "abc")),
        new ArtifactFacts(720, 404, Duration.ofSeconds(30), Duration.ofSeconds(10)),
        List.of("A warning."),
        null);
  }

  private static Probe probe() {
    return new Probe("mp4", "mov", Duration.ofSeconds(30), List.of(track()), List.of());
  }

  private static VideoTrack track() {
    return new VideoTrack(
        0, "h264", Picture.plain(1920, 1080, "yuv420p", false), new Rational(25, 1), false);
  }

  private static Attempt attempt(StrategyId strategy) {
    return new Attempt(
        strategy,
        MediaType.MP4,
        EncoderSettings.of(new EncoderSettings.Video(30, 900, null), new EncoderSettings.Audio(80)),
        new Expectation(
            new ExpectedPicture(Shape.VIDEO, 720, 404, false, 0.5),
            true,
            null,
            false,
            SizeRule.SMALLER),
        Duration.ofMinutes(10),
        Workload.HEAVY);
  }
}
