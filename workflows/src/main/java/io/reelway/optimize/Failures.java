package io.reelway.optimize;

import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.Progress;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.PartStage;
import io.reelway.stage.RejoinStage;
import io.reelway.stage.StageOptions;
import io.reelway.stage.UploadStage;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.common.converter.Values;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Interprets failures of stages in terms of the contract. */
final class Failures {
  private static final Set<String> ENCODES = Set.of("Encode", "Rejoin", "EncodePart", "Join");

  private Failures() {}

  /** Whether the stage itself failed with that type. */
  static boolean is(TemporalFailure failure, String type) {
    return failure instanceof ActivityFailure && isOfType(failure.getCause(), type);
  }

  private static boolean isOfType(@Nullable Throwable failure, String type) {
    return failure instanceof ApplicationFailure cause && cause.getType().equals(type);
  }

  /**
   * Whether another attempt at the rendition may succeed. After a stage has lost too many workers,
   * none may, because the file counts as the cause.
   */
  static boolean leadsToNextTarget(TemporalFailure failure) {
    return is(failure, ErrorCode.ENCODE_FAILED.name())
        || isTooLarge(failure)
        || is(failure, EncodeStage.NOT_SMALLER)
        // The workflow itself adds up the bytes of the parts of a divided video.
        || isOfType(failure, EncodeStage.NOT_SMALLER);
  }

  /** Whether the stage itself failed with that code, and says no more than the code does. */
  static boolean isPlain(TemporalFailure failure, ErrorCode code) {
    return is(failure, code.name())
        && failure.getCause() instanceof ApplicationFailure cause
        && code.sentence().equals(cause.getOriginalMessage());
  }

  /** Whether no output of an attempt fits into the maximum of bytes. */
  static boolean isTooLarge(TemporalFailure failure) {
    return is(failure, ErrorCode.CANNOT_FIT.name());
  }

  /**
   * The smallest size in bytes that was possible when no output fitted; {@link Long#MAX_VALUE} for
   * every other failure.
   */
  static long smallestBytes(TemporalFailure failure) {
    if (!isTooLarge(failure)) {
      return Long.MAX_VALUE;
    }
    return failure.getCause() instanceof ApplicationFailure cause
            && cause.getDetails().getSize() > 1
        ? cause.getDetails().get(1, Long.class)
        : Long.MAX_VALUE - 1;
  }

  /** Whether a divided video may still be encoded whole, with the same attempt. */
  static boolean asksForWholeEncode(TemporalFailure failure) {
    return is(failure, PartStage.NOT_AS_PLANNED) || is(failure, ErrorCode.ENCODE_FAILED.name());
  }

  /** Whether the stage itself failed, and would fail again. */
  static boolean isForGood(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause && cause.isNonRetryable();
  }

  /** Whether the host of the encoded file did not answer, or no longer has the file. */
  static boolean isHostGone(ActivityFailure failure) {
    return is(failure, UploadStage.SCRATCH_GONE)
        || (failure.getCause() instanceof TimeoutFailure timeout
            && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START);
  }

  /**
   * The progress of the stage as clients may have seen it, from its failure or its last heartbeat.
   *
   * @param otherwise the result if neither contains it
   */
  static Progress progress(TemporalFailure failure, Progress otherwise) {
    return switch (failure.getCause()) {
      case TimeoutFailure timeout -> carried(timeout.getLastHeartbeatDetails(), otherwise);
      case ApplicationFailure cause -> carried(cause.getDetails(), otherwise);
      case null, default -> otherwise;
    };
  }

  /**
   * The most that clients may have seen of a stage that has ended without a result. A cancelled one
   * does not say how far it came, so that is all of it. A pause between two tries has shown
   * nothing.
   */
  static Progress seen(TemporalFailure failure) {
    return progress(failure, failure instanceof ActivityFailure ? Progress.ALL : Progress.NONE);
  }

  private static Progress carried(Values details, Progress otherwise) {
    @Nullable Progress carried = details.getSize() > 0 ? details.get(Progress.class) : null;
    return carried == null ? otherwise : carried;
  }

  /** Whether the worker has missed its heartbeats, or has thrown an {@link Error}. */
  static boolean isWorkerLost(ActivityFailure failure) {
    return is(failure, StageOptions.WORKER_ERROR)
        || (failure.getCause() instanceof TimeoutFailure timeout
            && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_HEARTBEAT);
  }

  /** The queue of the host that sent the last heartbeat; {@code null} if unknown. */
  static @Nullable String lastHost(ActivityFailure failure) {
    return failure.getCause() instanceof TimeoutFailure timeout
            && timeout.getLastHeartbeatDetails().getSize() > 0
        ? timeout.getLastHeartbeatDetails().get(Progress.class).host()
        : null;
  }

  /** Whether the queried host does not know the encode. */
  static boolean leavesOpen(ActivityFailure failure) {
    return switch (failure.getCause()) {
      case ApplicationFailure cause ->
          !cause.isNonRetryable()
              || cause.getType().equals(RejoinStage.NOT_HERE)
              || cause.getType().equals(StageOptions.WORKER_ERROR);
      case TimeoutFailure timeout ->
          timeout.getTimeoutType() != TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE;
      case null, default -> false;
    };
  }

  /** The error of the job, for its client. */
  static JobError explain(Throwable failure) {
    return switch (failure) {
      case CanceledFailure ignored -> error(ErrorCode.CANCELLED, null);
      case ApplicationFailure cause -> {
        ErrorCode code = ErrorCode.ofFailureType(cause.getType());
        // The message of a foreign failure type is not for clients.
        JobError error =
            error(code, cause.getType().equals(code.name()) ? cause.getOriginalMessage() : null);
        yield code == ErrorCode.CANNOT_FIT ? withSmallest(error, cause.getDetails()) : error;
      }
      case ActivityFailure activity
          when activity.getCause() instanceof TimeoutFailure timeout
              && isEncode(activity)
              && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE ->
          error(ErrorCode.ENCODE_TIMEOUT, null);
      case TimeoutFailure ignored -> error(ErrorCode.UNAVAILABLE, null);
      default ->
          failure.getCause() == null
              ? error(ErrorCode.UNKNOWN, null)
              : explain(Objects.requireNonNull(failure.getCause()));
    };
  }

  /** The second detail of the failure is the smallest size that was possible. */
  private static JobError withSmallest(JobError error, Values details) {
    return details.getSize() < 2
        ? error
        : new JobError(error.code(), error.message(), details.get(1, Long.class));
  }

  private static boolean isEncode(ActivityFailure failure) {
    return ENCODES.contains(failure.getActivityType());
  }

  private static JobError error(ErrorCode code, @Nullable String message) {
    return JobError.of(code, message == null || message.isBlank() ? code.sentence() : message);
  }
}
