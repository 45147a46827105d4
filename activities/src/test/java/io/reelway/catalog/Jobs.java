package io.reelway.catalog;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.ArtifactFacts;
import io.reelway.job.ArtifactFile;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobLabels;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.SourceRef;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.MediaType;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.strategy.StrategyIds;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Job records for tests of the catalog. */
public final class Jobs {
  public static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final Duration KEPT = Duration.ofDays(7);

  private Jobs() {}

  public static AcceptedJob job(String owner, Instant createdAt) {
    return job(owner, createdAt, "clip.mp4", null);
  }

  public static AcceptedJob job(
      String owner, Instant createdAt, String filename, @Nullable URI webhook) {
    String id = UUID.randomUUID().toString();
    return new AcceptedJob(
        id,
        owner,
        new SourceRef.Uploaded(filename, "video/mp4", 1000),
        Presets.WEB,
        createdAt,
        new JobRequest("", "print", webhook, JobLabels.NONE),
        List.of());
  }

  public static JobSnapshot done(AcceptedJob job, Instant at, long outputBytes) {
    return done(job, at, outputBytes, StrategyIds.VIDEO_MP4_H264, MediaType.MP4.value());
  }

  public static JobSnapshot done(
      AcceptedJob job, Instant at, long outputBytes, StrategyId strategy, String mediaType) {
    Artifact artifact =
        new Artifact(
            "main",
            strategy,
            List.of(
                new ArtifactFile(
                    "jobs/" + job.id() + "/output/abc",
                    "clip.mp4",
                    new MediaType(mediaType),
                    outputBytes,
                    "abc")),
            new ArtifactFacts(720, 404, Duration.ofSeconds(30), Duration.ofSeconds(10)));
    return JobSnapshot.accepted(job)
        .withState(new JobState.Done(at, probe(), List.of(artifact), null), at)
        .withExpiry(at.plus(KEPT));
  }

  public static JobSnapshot failed(AcceptedJob job, Instant at, ErrorCode code) {
    return JobSnapshot.accepted(job)
        .withState(new JobState.Failed(at, JobError.of(code, code.sentence())), at)
        .withExpiry(at.plus(KEPT));
  }

  private static Probe probe() {
    return new Probe("mp4", "mov", Duration.ofSeconds(30), List.of(track()), List.of());
  }

  private static VideoTrack track() {
    return new VideoTrack(
        0, "h264", Picture.plain(1920, 1080, "yuv420p", false), new Rational(25, 1), false);
  }
}
