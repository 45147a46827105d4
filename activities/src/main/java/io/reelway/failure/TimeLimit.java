package io.reelway.failure;

import io.temporal.activity.Activity;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Limits the time of work in the current thread by an interrupt. */
public final class TimeLimit {
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("time-limits").factory());

  private TimeLimit() {}

  /**
   * Does the work, and interrupts it when the time is up. Limits can be nested.
   *
   * @throws TimeLimitException when the work fails after the time is up; work that succeeds anyway
   *     counts
   */
  public static <T> T within(Duration limit, Work<T> work)
      throws IOException, InterruptedException {
    try (Interruption interruption = new Interruption()) {
      Future<?> timer =
          TIMER.schedule(interruption::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
      try {
        return work.run();
      } catch (IOException | InterruptedException | RuntimeException failure) {
        if (interruption.hasFired()) {
          throw new TimeLimitException(limit, failure);
        }
        throw failure;
      } finally {
        timer.cancel(false);
      }
    }
  }

  /** Runs work within the start-to-close timeout of the activity in this thread. */
  static <T> T ofActivity(Work<T> work) throws IOException, InterruptedException {
    Duration limit = Activity.getExecutionContext().getInfo().getStartToCloseTimeout();
    return limit.isZero() ? work.run() : within(limit, work);
  }

  /**
   * Work that ends when its thread is interrupted.
   *
   * @param <T> the result of the work
   */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException, InterruptedException;
  }
}
