package io.reelway.failure;

import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.stage.StageOptions;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where exceptions of stages become failures that Temporal and clients understand.
 */
public final class FailureMapper {
  private static final Logger LOG = LoggerFactory.getLogger(FailureMapper.class);

  /**
   * Our own defects occur again; a few attempts are enough for transient faults. Attempts that end
   * while the store is away do not count.
   */
  private static final int MOST_FAULTS = 5;

  private static final String KILLED =
      "The program that reads the file was killed on the server, probably because memory ran out.";

  private FailureMapper() {}

  /**
   * Runs the body of an activity, and interrupts its thread at the activity's start-to-close
   * timeout.
   */
  public static <T> T of(TimeLimit.Work<T> body) {
    try {
      return TimeLimit.ofActivity(body);
    } catch (Exception e) {
      throw translate(e, Progress.NONE);
    } catch (Error broken) {
      throw unknown(broken, Progress.NONE);
    }
  }

  /**
   * Runs the body of an activity without which no job ends, so it is retried whatever happens.
   * Defects are logged each time.
   */
  public static <T> T always(TimeLimit.Work<T> body) {
    try {
      return TimeLimit.ofActivity(body);
    } catch (TemporalFailure | ActivityCompletionException already) {
      throw already;
    } catch (Exception | Error e) {
      if (!(e instanceof IOException)) {
        LOG.error("A stage that must not fail has failed", e);
      }
      throw failure(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), Progress.NONE, e);
    }
  }

  /**
   * Runs the body of an activity that may fail halfway, and whose errors the workflow counts.
   *
   * @param progress the progress so far, which failures carry
   * @throws ApplicationFailure with {@link StageOptions#WORKER_ERROR} when the body throws an
   *     {@link Error}
   */
  static <T> T counted(TimeLimit.Work<T> body, Supplier<Progress> progress) {
    try {
      return body.run();
    } catch (Exception e) {
      throw translate(e, progress.get());
    } catch (Error broken) {
      LOG.error("A stage failed with an Error", broken);
      throw ApplicationFailure.newBuilder()
          .setMessage("The worker failed: " + broken.getClass().getSimpleName())
          .setType(StageOptions.WORKER_ERROR)
          .setNonRetryable(true)
          .setCategory(ApplicationErrorCategory.BENIGN)
          .setDetails(progress.get())
          .build();
    }
  }

  private static RuntimeException translate(Exception e, Progress progress) {
    return switch (e) {
      case TemporalFailure already -> already;
      case ActivityCompletionException stop -> stop;
      // An exception after the interrupt of a stopping worker says nothing about the file.
      case StageException broken when Thread.interrupted() ->
          failure(ErrorCode.UNAVAILABLE, "The worker is stopping.", progress, broken);
      case StageException known -> {
        if (known.getCause() != null) {
          LOG.info(
              "A stage refused, code={}, reason={}", known.code().code(), reason(known.getCause()));
        }
        yield failure(known.code(), String.valueOf(known.getMessage()), progress, known);
      }
      case InterruptedException shutdown ->
          failure(ErrorCode.UNAVAILABLE, "The worker is stopping.", progress, shutdown);
      case ToolKilledException killed -> {
        LOG.warn("A stage's program was killed, reason={}", reason(killed));
        yield failure(ErrorCode.UNKNOWN, KILLED, progress, killed);
      }
      case IOException trouble ->
          failure(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), progress, trouble);
      default -> unknown(e, progress);
    };
  }

  private static ApplicationFailure unknown(Throwable defect, Progress progress) {
    LOG.error("A stage failed unexpectedly", defect);
    return failure(ErrorCode.UNKNOWN, ErrorCode.UNKNOWN.sentence(), progress, defect);
  }

  /**
   * A failure with a code of its own is a result or a fault of another system, not of Reelway, so
   * Temporal must not log it as a warning.
   */
  private static ApplicationFailure failure(
      ErrorCode code, String message, Progress progress, Throwable cause) {
    boolean again =
        code.retryable() && (code != ErrorCode.UNKNOWN || faults(progress) < MOST_FAULTS);
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType(code.name())
        .setNonRetryable(!again)
        .setCategory(
            again && !(cause instanceof StageException)
                ? ApplicationErrorCategory.UNSPECIFIED
                : ApplicationErrorCategory.BENIGN)
        .setDetails(details(progress, cause))
        .setCause(cause)
        .build();
  }

  private static Object[] details(Progress progress, Throwable cause) {
    return cause instanceof CannotFitException tooLarge
        ? new Object[] {progress, tooLarge.smallestBytes()}
        : new Object[] {progress};
  }

  /** Counts one more fault of this stage. A local activity keeps nothing but its attempts. */
  private static int faults(Progress progress) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    if (context.getInfo().isLocal()) {
      return context.getInfo().getAttempt();
    }
    Progress before = context.getHeartbeatDetails(Progress.class).orElse(Progress.NONE);
    Progress now = progress.notBehind(before).faultAgain();
    context.heartbeat(now);
    return Objects.requireNonNull(now.faults());
  }

  private static String reason(Throwable cause) {
    return String.valueOf(cause.getMessage());
  }
}
