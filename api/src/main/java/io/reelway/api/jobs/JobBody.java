package io.reelway.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.api.engine.EngineView;
import io.reelway.api.options.OptionsBody;
import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.ArtifactFile;
import io.reelway.job.JobError;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Progress;
import io.reelway.job.Webhook;
import io.reelway.media.Picture;
import io.reelway.media.PictureTrack;
import io.reelway.media.Probe;
import io.reelway.plan.QualityScore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a poll, with the fields of the HTTP contract: times in epoch milliseconds,
 * durations in seconds, sizes in bytes.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobBody(
    String jobId,
    String status,
    String preset,
    String filename,
    long inputBytes,
    long createdAt,
    long updatedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long completedAt,
    @Nullable Long expiresAt,
    @Nullable ResultBody result,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String downloadUrl,
    @Nullable ErrorBody error,
    @Nullable List<String> warnings,
    @Nullable ProgressBody progress,
    @Nullable WebhookState webhook,
    @Nullable String externalId,
    @Nullable String batchId,
    @Nullable Map<String, String> metadata,
    OptionsBody effectiveOptions,
    @Nullable List<OutputBody> outputs) {

  /** Creates the body. */
  public static JobBody of(JobView view, JobLinks links) {
    JobSnapshot snapshot = view.snapshot();
    AcceptedJob job = snapshot.job();
    return new JobBody(
        job.id(),
        snapshot.state().status(),
        job.preset().name(),
        job.source().filename(),
        job.source().bytes(),
        job.createdAt().toEpochMilli(),
        snapshot.updatedAt().toEpochMilli(),
        completedAt(snapshot.state()),
        snapshot.expiresAt() == null ? null : snapshot.expiresAt().toEpochMilli(),
        snapshot.state() instanceof JobState.Done done ? ResultBody.of(job, done) : null,
        links.main(),
        snapshot.state() instanceof JobState.Failed failed ? ErrorBody.of(failed.error()) : null,
        snapshot.warnings().isEmpty() ? null : snapshot.warnings(),
        snapshot.state() instanceof JobState.Processing running
            ? ProgressBody.of(view, running)
            : null,
        view.webhook() == null ? null : WebhookState.of(view.webhook()),
        job.request().labels().externalId(),
        job.request().labels().batchId(),
        job.request().labels().metadata().isEmpty() ? null : job.request().labels().metadata(),
        OptionsBody.effective(job.request().asked(), job.preset()),
        OutputBody.of(snapshot, links));
  }

  private static @Nullable Long completedAt(JobState state) {
    Instant at =
        switch (state) {
          case JobState.Pending open -> null;
          case JobState.Processing open -> null;
          case JobState.Done done -> done.completedAt();
          case JobState.Failed failed -> failed.completedAt();
        };
    return at == null ? null : at.toEpochMilli();
  }

  /** The result of a finished job. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResultBody(
      String kind,
      String strategy,
      String contentType,
      String filename,
      long outputBytes,
      long savedBytes,
      BigDecimal savedPercent,
      @Nullable BigDecimal inputDurationSec,
      @Nullable BigDecimal outputDurationSec,
      @Nullable Integer inputWidth,
      @Nullable Integer outputWidth,
      @Nullable Integer inputHeight,
      @Nullable Integer outputHeight,
      String sha256,
      BigDecimal encodeSec,
      @Nullable QualityScore quality) {

    public static ResultBody of(AcceptedJob job, JobState.Done done) {
      Artifact artifact = done.main();
      ArtifactFile output = artifact.file();
      Probe probe = done.probe();
      Optional<Picture> input = probe.findPicture().map(PictureTrack::picture);
      long saved = Math.max(0, job.source().bytes() - output.bytes());
      return new ResultBody(
          probe.kind().word(),
          artifact.strategy().value(),
          output.mediaType().value(),
          output.filename(),
          output.bytes(),
          saved,
          percent(saved, job.source().bytes()),
          seconds(probe.duration()),
          seconds(artifact.facts().duration()),
          input.map(Picture::width).orElse(null),
          artifact.facts().width(),
          input.map(Picture::height).orElse(null),
          artifact.facts().height(),
          output.sha256(),
          new BigDecimal(artifact.facts().encodeTime().toMillis()).movePointLeft(3),
          artifact.facts().quality());
    }

    private static BigDecimal percent(long part, long whole) {
      return BigDecimal.valueOf(part)
          .multiply(BigDecimal.valueOf(100))
          .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
    }
  }

  /** Seconds without zeros at the end. */
  static @Nullable BigDecimal seconds(@Nullable Duration duration) {
    if (duration == null) {
      return null;
    }
    BigDecimal exact = new BigDecimal(duration.toMillis()).movePointLeft(3).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  /**
   * The error of a failed job or output.
   *
   * @param smallestBytes only for {@code cannot-fit}: the smallest size that was possible
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ErrorBody(String message, String code, @Nullable Long smallestBytes) {
    static ErrorBody of(JobError error) {
      return new ErrorBody(error.message(), error.code(), error.smallestBytes());
    }
  }

  /** The state of the webhook delivery. */
  public record WebhookState(
      String state,
      int attempts,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer lastStatus) {
    static WebhookState of(Webhook webhook) {
      return new WebhookState(
          webhook.state().name().toLowerCase(Locale.ROOT),
          webhook.attempts(),
          webhook.lastStatus());
    }
  }

  /**
   * The progress of the whole job, its speed, and the remaining time of the stage, of all parts of
   * a divided video together. While the job waits for a worker: the number of waiting jobs in front
   * of it, if known.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ProgressBody(
      String stage,
      double percent,
      @Nullable Double speed,
      @Nullable Double etaSec,
      @Nullable Integer ahead) {
    static @Nullable ProgressBody of(JobView view, JobState.Processing running) {
      List<Progress> stages = view.stages();
      if (!running.isCoveredBy(stages.size())) {
        return null;
      }
      EngineView.Queued queued = view.queued();
      List<Progress> reports = running.reports(stages);
      return new ProgressBody(
          view.stage(running),
          Math.round(running.percent(stages) * 10) / 10.0,
          queued == null ? rounded(reports, Progress::speed, Math::min) : null,
          queued == null ? rounded(reports, Progress::etaSec, Math::max) : null,
          queued == null ? null : queued.ahead());
    }

    /** Takes the values of the slowest rendition, or of the one that ends last. */
    private static @Nullable Double rounded(
        List<Progress> reports,
        Function<Progress, @Nullable Double> number,
        BinaryOperator<Double> slowest) {
      return reports.stream()
          .map(number)
          .filter(Objects::nonNull)
          .reduce(slowest)
          .map(one -> Math.round(one * 100) / 100.0)
          .orElse(null);
    }
  }
}
