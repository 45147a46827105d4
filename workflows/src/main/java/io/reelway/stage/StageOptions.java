package io.reelway.stage;

import io.reelway.plan.Attempt;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.Map;

/**
 * Every timeout and retry of every stage, in one place.
 *
 * <table>
 * <caption>The stages</caption>
 * <tr><th>stage</th><th>one attempt</th><th>heartbeat</th><th>attempts</th></tr>
 * <tr><td>fetch</td><td>1 d</td><td>15 s</td><td>30 that did work</td></tr>
 * <tr><td>probe</td><td>1 h</td><td>15 s</td><td>400</td></tr>
 * <tr><td>encode</td><td>1 h 10 min + twice the attempt's limit</td><td>15 s</td><td>400; 1 that
 *     times out</td></tr>
 * <tr><td>rejoin</td><td>like its encode</td><td>15 s</td><td>1; 1.5 s to be taken by its host</td></tr>
 * <tr><td>upload</td><td>2 h</td><td>15 s</td><td>400, on one host; 30 s to be taken by it</td></tr>
 * <tr><td>webhook</td><td>1 min</td><td>-</td><td>no bound</td></tr>
 * <tr><td>plan, presign</td><td>10 s</td><td>-</td><td>400</td></tr>
 * <tr><td>record, erase</td><td>1 min</td><td>-</td><td>no bound</td></tr>
 * </table>
 *
 * Failures that the same input would only repeat are marked non-retryable where they are thrown, so
 * what is retried here is trouble of hosts and storage. No stage has a limit on the time it waits
 * in its queue: a nightly batch of 40,000 clips waits for hours and must not fail for it.
 */
public final class StageOptions {
  /**
   * A worker that misses heartbeats for this long counts as lost. Workers heartbeat every second;
   * the rest is room for pauses of a loaded machine.
   */
  public static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** Time for a source of the largest size to arrive on the host over a slow network. */
  static final Duration FETCH = Duration.ofHours(1);

  /** For a small output that its encode hands over, and for the end of what is stopped. */
  private static final Duration SPARE = Duration.ofMinutes(10);

  /**
   * Backoff of 1 s, doubled up to 2 min. 400 attempts last about 13 hours: an outage of the store
   * over night is survived, a hopeless job still ends.
   */
  private static final RetryOptions FOR_HOURS =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofMinutes(2))
          .setMaximumAttempts(400)
          .build();

  /**
   * How many workers a job may lose in the middle of probe, or of each encode. Then the job counts
   * as the cause and fails, instead of breaking worker after worker.
   */
  public static final int MAX_WORKERS_LOST = 5;

  /**
   * The name under which Temporal lets a heartbeat timeout be excluded from its own retries, so
   * that the workflow can count each lost worker. (The in-memory engine, which dies with its only
   * worker, does not know it and retries as always.)
   */
  private static final String WORKER_LOST = "TemporalTimeout:Heartbeat";

  /**
   * The same name for an attempt that exceeded its time limit, because retries would exceed it too,
   * for hours. (The in-memory engine retries it as well; its worker stops an attempt long before.)
   */
  private static final String OUT_OF_TIME = "TemporalTimeout:StartToClose";

  /**
   * Failure type of an attempt that ended with an {@link Error}, e.g. for lack of memory. It counts
   * like a lost worker, and is not a code that clients see.
   */
  public static final String WORKER_ERROR = "WORKER_ERROR";

  /** Why a job fails after {@link #MAX_WORKERS_LOST}. */
  public static final String BREAKS_WORKERS =
      "Every worker that took this file failed during the work.";

  private StageOptions() {}

  /**
   * Fetches a source from a server that the client named. The worker ends a transfer that is too
   * slow, and counts its attempts: those in which others had the turn are none.
   */
  public static ActivityOptions fetch() {
    return onQueue(TaskQueues.OUTBOUND)
        .setStartToCloseTimeout(Duration.ofDays(1))
        .setRetryOptions(
            RetryOptions.newBuilder(FOR_HOURS).setMaximumAttempts(Integer.MAX_VALUE).build())
        .build();
  }

  /** Fetches the source and reads its headers; the limit of ffprobe itself is the worker's. */
  public static ActivityOptions probe() {
    return onQueue(TaskQueues.LIGHT).setStartToCloseTimeout(FETCH).build();
  }

  /**
   * The worker stops encoder and verification at the attempt's limits; the timeout here only
   * catches a worker that cannot.
   */
  public static ActivityOptions encode(Attempt attempt) {
    return onQueue(TaskQueues.of(attempt.workload()))
        .setStartToCloseTimeout(wholeEncode(attempt))
        .setRetryOptions(
            RetryOptions.newBuilder(FOR_HOURS).setDoNotRetry(WORKER_LOST, OUT_OF_TIME).build())
        .build();
  }

  private static Duration wholeEncode(Attempt attempt) {
    return FETCH.plus(attempt.timeLimit().multipliedBy(2)).plus(SPARE);
  }

  /**
   * Asks one host, which is dead more often than not: the next worker must not wait for it. A live
   * worker takes a task in milliseconds, and is back at an engine that was away within a second.
   */
  public static ActivityOptions rejoin(String hostTaskQueue, Attempt attempt) {
    return onQueue(hostTaskQueue)
        .setScheduleToStartTimeout(Duration.ofMillis(1500))
        .setStartToCloseTimeout(wholeEncode(attempt))
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .build();
  }

  /**
   * Runs only where the file lies. A host that does not take it within 30 s is gone: uploads have
   * slots of their own there and never wait for encodes.
   */
  public static ActivityOptions upload(String hostTaskQueue) {
    return onQueue(hostTaskQueue)
        .setScheduleToStartTimeout(Duration.ofSeconds(30))
        .setStartToCloseTimeout(Duration.ofHours(2))
        // A host that was only frozen still has the file: asked again before it is given up.
        .setRetryOptions(FOR_HOURS)
        .build();
  }

  /**
   * What differs from the table above, by stage, where workers count as lost after another time. A
   * host gets twice that time to take an upload.
   */
  public static Map<String, ActivityOptions> withHeartbeat(Duration heartbeat) {
    ActivityOptions silent = ActivityOptions.newBuilder().setHeartbeatTimeout(heartbeat).build();
    return Map.of(
        "Fetch",
        silent,
        "Probe",
        silent,
        "Encode",
        silent,
        "Rejoin",
        silent,
        "Upload",
        ActivityOptions.newBuilder(silent)
            .setScheduleToStartTimeout(heartbeat.multipliedBy(2))
            .build());
  }

  /**
   * One call of a client's server. What that answers is a result, and the workflow decides when to
   * call again; what is retried here is trouble of ours.
   */
  public static ActivityOptions webhook() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.WEBHOOKS)
        .setStartToCloseTimeout(Duration.ofMinutes(1))
        .setRetryOptions(
            RetryOptions.newBuilder(FOR_HOURS).setMaximumAttempts(Integer.MAX_VALUE).build())
        .build();
  }

  /** Milliseconds of work without a round trip of its own. */
  public static LocalActivityOptions brief() {
    return local()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(FOR_HOURS)
        .build();
  }

  /** Tried for as long as it takes: a job whose end cannot be written has not ended. */
  public static LocalActivityOptions record() {
    return local()
        .setStartToCloseTimeout(Duration.ofMinutes(1))
        .setRetryOptions(
            RetryOptions.newBuilder(FOR_HOURS).setMaximumAttempts(Integer.MAX_VALUE).build())
        .build();
  }

  /**
   * Deleting the 40,000 jobs of a night from a slow store takes long, and no client waits for it.
   */
  public static ActivityOptions sweep() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.JOBS)
        .setStartToCloseTimeout(Duration.ofHours(6))
        .setHeartbeatTimeout(Duration.ofMinutes(1))
        .setRetryOptions(
            RetryOptions.newBuilder(FOR_HOURS).setMaximumAttempts(Integer.MAX_VALUE).build())
        .build();
  }

  /** Longer pauses than a second are the engine's timers and keep no worker busy. */
  private static LocalActivityOptions.Builder local() {
    return LocalActivityOptions.newBuilder().setLocalRetryThreshold(Duration.ofSeconds(1));
  }

  /**
   * A cancelled stage is waited for, so that a job only says it has ended when its encoder has
   * stopped and its scratch is gone.
   */
  private static ActivityOptions.Builder onQueue(String taskQueue) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setHeartbeatTimeout(HEARTBEAT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(RetryOptions.newBuilder(FOR_HOURS).setDoNotRetry(WORKER_LOST).build());
  }
}
