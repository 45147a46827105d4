package io.reelway.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.job.Artifact;
import io.reelway.job.ArtifactFile;
import io.reelway.job.ErrorCode;
import io.reelway.job.FailedOutput;
import io.reelway.job.JobError;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.plan.QualityScore;
import io.reelway.spec.OutputRequest;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A further output in a poll. Only the first three members are always there.
 *
 * @param status {@code pending} and {@code processing} as the job; then {@code done} or {@code
 *     failed}, whatever the main output is
 * @param quality its measured quality, if a quality was asked for
 * @param files all files of an output that has several
 * @param error only when it has failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutputBody(
    String name,
    String type,
    String status,
    @Nullable String strategy,
    @Nullable String contentType,
    @Nullable String filename,
    @Nullable Long bytes,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable BigDecimal durationSec,
    @Nullable QualityScore quality,
    @Nullable String sha256,
    @Nullable String downloadUrl,
    @Nullable List<FileBody> files,
    JobBody.@Nullable ErrorBody error) {
  /**
   * One of several files of an output.
   *
   * @param path its path below the URL of the output
   */
  public record FileBody(@Nullable String path, String contentType, long bytes) {
    static FileBody of(ArtifactFile file) {
      return new FileBody(file.path(), file.mediaType().value(), file.bytes());
    }
  }

  /** The further outputs in the order of the request; {@code null} if none was asked for. */
  static @Nullable List<OutputBody> of(JobSnapshot snapshot, JobLinks links) {
    List<OutputRequest> asked = snapshot.job().request().asked().outputs();
    return asked.isEmpty()
        ? null
        : asked.stream().map(output -> of(output, snapshot.state(), links)).toList();
  }

  private static OutputBody of(OutputRequest output, JobState state, JobLinks links) {
    return switch (state) {
      case JobState.Pending open -> open(output, state);
      case JobState.Processing open -> open(output, state);
      case JobState.Failed failed -> failed(output, failed.error());
      case JobState.Done done ->
          done.find(output.name())
              .map(artifact -> made(output, artifact, links.further().get(output.name())))
              .orElseGet(() -> failed(output, reason(done, output.name())));
    };
  }

  private static JobError reason(JobState.Done done, String name) {
    return done.failed().stream()
        .filter(failed -> failed.name().equals(name))
        .findFirst()
        .map(FailedOutput::error)
        .orElseGet(() -> JobError.of(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence()));
  }

  private static OutputBody made(OutputRequest output, Artifact artifact, @Nullable String url) {
    ArtifactFile file = artifact.file();
    return new OutputBody(
        output.name(),
        output.type(),
        "done",
        artifact.strategy().value(),
        file.mediaType().value(),
        file.filename(),
        artifact.bytes(),
        artifact.facts().width(),
        artifact.facts().height(),
        JobBody.seconds(artifact.facts().duration()),
        artifact.facts().quality(),
        file.sha256(),
        url,
        file.path() == null ? null : artifact.files().stream().map(FileBody::of).toList(),
        null);
  }

  private static OutputBody open(OutputRequest output, JobState state) {
    return without(output, state.status(), null);
  }

  private static OutputBody failed(OutputRequest output, JobError error) {
    return without(output, "failed", JobBody.ErrorBody.of(error));
  }

  private static OutputBody without(
      OutputRequest output, String status, JobBody.@Nullable ErrorBody error) {
    return new OutputBody(
        output.name(),
        output.type(),
        status,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        error);
  }
}
