package io.reelway.optimize;

import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.stage.StageOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a stage whose worker is lost: it misses heartbeats or threw an {@link Error}. Ends the
 * job when the stage has lost {@link StageOptions#MAX_WORKERS_LOST} workers.
 */
final class WorkerLossRetry {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final String METRIC = "reelway_workers_lost";

  private WorkerLossRetry() {}

  /**
   * Runs a stage again for each worker that it loses, on any worker.
   *
   * @param retry receives the progress of the lost attempt, before the next one
   * @throws ApplicationFailure with {@code ENCODE_FAILED} when it has lost too many workers
   */
  static <T> T survived(Supplier<T> stage, Consumer<Progress> retry) {
    for (int lost = 1; ; lost++) {
      try {
        return stage.get();
      } catch (ActivityFailure failure) {
        countOrThrow(lost, failure);
        retry.accept(Failures.progress(failure, Progress.NONE));
        Workflow.sleep(pause(lost));
      }
    }
  }

  /**
   * Runs a stage with retries, but first queries the host that stopped sending heartbeats, because
   * it may only have been cut off from the network. An outage of the engine then costs no work, and
   * does not count as a lost worker.
   *
   * @param retry receives the progress of the lost attempt, before the next one
   * @param ask queries the host of that queue for the result of the stage
   */
  static <T> T survived(Supplier<T> stage, Consumer<Progress> retry, Function<String, T> ask) {
    for (int lost = 1; ; lost++) {
      try {
        return stage.get();
      } catch (ActivityFailure failure) {
        countOrThrow(lost, failure);
        Answer<T> answer = ask(failure, ask);
        if (answer.found() != null) {
          return answer.found();
        }
        retry.accept(answer.reached());
        // The query has already taken time; only repeated losses need a pause.
        if (lost > 1) {
          Workflow.sleep(pause(lost));
        }
      }
    }
  }

  /** Queries the host. When it answers and misses heartbeats again, it is queried again. */
  private static <T> Answer<T> ask(ActivityFailure loss, Function<String, T> ask) {
    Progress reached = Failures.progress(loss, Progress.NONE);
    @Nullable String asked = Failures.lastHost(loss);
    while (asked != null) {
      try {
        return new Answer<>(ask.apply(asked), reached);
      } catch (ActivityFailure failure) {
        if (!Failures.leavesOpen(failure)) {
          throw failure;
        }
        reached = reached.notBehind(Failures.progress(failure, Progress.NONE));
        asked = Failures.isWorkerLost(failure) ? Failures.lastHost(failure) : null;
      }
    }
    return new Answer<>(null, reached);
  }

  /**
   * The answer of a host that stopped sending heartbeats.
   *
   * @param found the result of the stage; {@code null} if the stage has to run again
   * @param reached the progress of the lost attempt
   */
  private record Answer<T>(@Nullable T found, Progress reached) {}

  private static void countOrThrow(int lost, ActivityFailure failure) {
    if (!Failures.isWorkerLost(failure)) {
      throw failure;
    }
    tell(failure.getActivityType());
    if (lost == StageOptions.MAX_WORKERS_LOST) {
      throw ApplicationFailure.newNonRetryableFailure(
          StageOptions.BREAKS_WORKERS, ErrorCode.ENCODE_FAILED.name());
    }
  }

  /**
   * Counts the retry in the metrics, for operators. The engine's own retries are counted where the
   * stages run, but these are not.
   */
  private static void tell(String stage) {
    Workflow.getMetricsScope()
        .tagged(Map.of("stage", stage.toLowerCase(Locale.ROOT)))
        .counter(METRIC)
        .inc(1);
  }

  /** The pause before a retry: 1, 2, 4, 8 seconds. */
  private static Duration pause(int lost) {
    return PAUSE.multipliedBy(1L << (lost - 1));
  }
}
