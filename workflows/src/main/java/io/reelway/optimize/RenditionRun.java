package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.job.Stage;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Rendition;
import io.reelway.plan.StrategyId;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.RejoinStage;
import io.reelway.stage.StageOptions;
import io.reelway.stage.UploadStage;
import io.reelway.stage.UploadStage.UploadRequest;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes one rendition, from its first attempt to its artifact in the store. */
final class RenditionRun {
  /** Maximum number of hosts that encode and upload try together before the rendition fails. */
  private static final int MAX_HOSTS = 10;

  private final AcceptedJob job;
  private final Probe probe;
  private final Rendition rendition;
  private final ProgressBook book;

  RenditionRun(AcceptedJob job, Probe probe, Rendition rendition, ProgressBook book) {
    this.job = job;
    this.probe = probe;
    this.rendition = rendition;
    this.book = book;
  }

  /**
   * Tries the attempts in order. The next one follows when one cannot encode or its output would
   * not be smaller.
   *
   * @param made the rendition if it is encoded already. It is encoded again only if its host is
   *     gone
   * @throws TemporalFailure when no attempt succeeds, or the rendition is cancelled
   */
  Artifact make(@Nullable Encoded made) {
    try {
      Artifact artifact =
          Optional.ofNullable(made).flatMap(this::publish).orElseGet(this::tryAttempts);
      book.end(rendition.name());
      return artifact;
    } catch (TemporalFailure failure) {
      book.end(rendition.name());
      throw failure;
    }
  }

  private Artifact tryAttempts() {
    @Nullable TemporalFailure refused = null;
    Set<StrategyId> tooLarge = new HashSet<>();
    for (Attempt attempt : rendition.attempts()) {
      if (tooLarge.contains(attempt.strategy())) {
        continue;
      }
      try {
        return encodeAndUpload(attempt);
      } catch (TemporalFailure failure) {
        if (!Failures.leadsToNextTarget(failure)) {
          throw failure;
        }
        if (Failures.isTooLarge(failure)) {
          tooLarge.add(attempt.strategy());
        }
        // That nothing fits says more than why the other attempts failed.
        if (refused == null || Failures.smallestBytes(failure) <= Failures.smallestBytes(refused)) {
          refused = failure;
        }
      }
    }
    throw refused == null || Failures.isPlain(refused, ErrorCode.ENCODE_FAILED)
        ? ApplicationFailure.newNonRetryableFailure(
            ErrorCode.ENCODE_FAILED.sentence() + " Tried: " + strategies() + ".",
            ErrorCode.ENCODE_FAILED.name())
        : refused;
  }

  private String strategies() {
    return rendition.attempts().stream()
        .map(attempt -> attempt.strategy().value())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Encodes and uploads on one host. When that host is gone, both run again on another host. */
  private Artifact encodeAndUpload(Attempt attempt) {
    Supplier<Encoded> encode = encoder(attempt);
    for (int host = 1; host < MAX_HOSTS; host++) {
      Optional<Artifact> artifact = publish(encode.get());
      if (artifact.isPresent()) {
        return artifact.get();
      }
    }
    return artifact(encode.get());
  }

  /** The artifact of an encoded rendition; empty when the host that made it is gone. */
  private Optional<Artifact> publish(Encoded encoded) {
    try {
      return Optional.of(artifact(encoded));
    } catch (ActivityFailure failure) {
      if (!Failures.isHostGone(failure)) {
        throw failure;
      }
      return Optional.empty();
    }
  }

  private Artifact artifact(Encoded encoded) {
    Artifact artifact = Objects.requireNonNullElseGet(encoded.artifact(), () -> upload(encoded));
    book.warn(encoded.warnings());
    return artifact;
  }

  private Supplier<Encoded> encoder(Attempt attempt) {
    if (attempt.segmentLength() == null) {
      return () -> encodeWhole(attempt);
    }
    DividedEncode divided = new DividedEncode(job, probe, rendition.name(), attempt, book);
    return () -> divided.make().orElseGet(() -> encodeWhole(attempt));
  }

  private Encoded encodeWhole(Attempt attempt) {
    EncodeRequest request =
        new EncodeRequest(
            job, probe, rendition.name(), attempt, book.othersToEncode(rendition.name()));
    EncodeStage encode =
        Workflow.newActivityStub(EncodeStage.class, StageOptions.encode(request.attempt()));
    book.enter(rendition.name(), Stage.ENCODING);
    try {
      Encoded encoded =
          WorkerLossRetry.survived(
              () -> encode.encode(request), this::retry, silent -> rejoin(silent, request));
      book.leave(rendition.name(), Progress.ALL);
      return encoded;
    } catch (TemporalFailure failure) {
      book.leave(rendition.name(), Failures.progress(failure, Progress.ALL));
      throw failure;
    }
  }

  private static Encoded rejoin(String hostTaskQueue, EncodeRequest request) {
    return Workflow.newActivityStub(
            RejoinStage.class, StageOptions.rejoin(hostTaskQueue, request.attempt()))
        .rejoin(request);
  }

  /** Uploads the output from the host that encoded it. */
  private Artifact upload(Encoded encoded) {
    book.enter(rendition.name(), Stage.UPLOADING);
    UploadStage stage =
        Workflow.newActivityStub(UploadStage.class, StageOptions.upload(encoded.taskQueue()));
    UploadRequest request =
        new UploadRequest(job, rendition.name(), encoded, book.othersToEncode(rendition.name()));
    return WorkerLossRetry.survived(() -> stage.upload(request), this::retry);
  }

  private void retry(Progress lost) {
    book.retry(rendition.name(), lost);
  }
}
