package io.reelway.optimize;

import io.reelway.job.ErrorCode;
import io.reelway.stage.StageOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** Goes on when the worker of a stage falls silent, and stops when one job is what fells them. */
final class LostWorkers {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private LostWorkers() {}

  /**
   * Runs a stage again for each worker that it loses, on whichever worker takes it.
   *
   * @throws ApplicationFailure with {@code ENCODE_FAILED} when it has lost too many
   */
  static <T> T survived(Supplier<T> stage) {
    for (int lost = 1; ; lost++) {
      try {
        return stage.get();
      } catch (ActivityFailure failure) {
        if (!Failures.isWorkerLost(failure)) {
          throw failure;
        }
        if (lost == StageOptions.MAX_WORKERS_LOST) {
          throw ApplicationFailure.newNonRetryableFailure(
              "Whoever works on this file is brought down by it.", ErrorCode.ENCODE_FAILED.name());
        }
        Workflow.sleep(FIRST_PAUSE.multipliedBy(1L << (lost - 1)));
      }
    }
  }
}
