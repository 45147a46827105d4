package io.reelway.stage;

import io.reelway.plan.Attempt;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.Priority;
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
 * <tr><td>cut</td><td>1 h 10 min</td><td>15 s</td><td>400</td></tr>
 * <tr><td>part</td><td>like its encode</td><td>15 s</td><td>400; 1 that times out</td></tr>
 * <tr><td>join</td><td>like its encode</td><td>15 s</td><td>400; 1 that times out</td></tr>
 * <tr><td>rejoin</td><td>like its encode</td><td>15 s</td><td>1; 1.5 s to be taken by its host</td></tr>
 * <tr><td>upload</td><td>2 h</td><td>15 s</td><td>400, on one host; 30 s to be taken by it</td></tr>
 * <tr><td>webhook</td><td>1 min</td><td>-</td><td>no bound</td></tr>
 * <tr><td>plan, presign</td><td>10 s</td><td>-</td><td>400</td></tr>
 * <tr><td>discard</td><td>1 min</td><td>-</td><td>3, within 2 min</td></tr>
 * <tr><td>record, erase</td><td>1 min</td><td>-</td><td>no bound</td></tr>
 * </table>
 *
 * Failures that the same input would only repeat are marked non-retryable where they are thrown, so
 * what is retried here is trouble of hosts and storage. No stage has a limit on the time it waits
 * in its queue: a nightly batch of 40,000 clips waits for hours and must not fail for it.
 */
public final class StageOptions {
  /**
   * A worker that misses heartbeats for this long counts as lost. Workers send a heartbeat every
   * second; the rest allows for pauses of a loaded machine.
   */
  public static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** Time for a source of the largest size to arrive on the host over a slow network. */
  static final Duration FETCH = Duration.ofHours(1);

  /** For storing a small output, and for stopping the encoder. */
  private static final Duration SPARE = Duration.ofMinutes(10);

  /**
   * Backoff of 1 s, doubled up to 2 min. 400 attempts last about 13 hours: a job survives an outage
   * of the store over night, and a hopeless job still ends.
   */
  private static final RetryOptions FOR_HOURS =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofMinutes(2))
          .setMaximumAttempts(400)
          .build();

  /**
   * How many workers a job may lose during probe, or during each encode. Then the job counts as the
   * cause and fails, instead of breaking more workers.
   */
  public static final int MAX_WORKERS_LOST = 5;

  /** This many parts of a video go before the later parts of other videos. */
  private static final int FIRST_PARTS = 4;

  /** The parts up to this one go before the later parts of films. */
  private static final int EARLY_PARTS = 40;

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
   * Failure type of an attempt that ended with an {@link Error}, e.g. out of memory. It counts like
   * a lost worker. Not a code that clients see.
   */
  public static final String WORKER_ERROR = "WORKER_ERROR";

  /** Why a job fails after {@link #MAX_WORKERS_LOST}. */
  public static final String BREAKS_WORKERS =
      "Every worker that took this file failed during the work.";

  private StageOptions() {}

  /**
   * Fetches a source from a server that the client named. The worker aborts a transfer that is too
   * slow, and counts its attempts, except those that ended before any work.
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
    return limited(TaskQueues.of(attempt.workload()), attempt).build();
  }

  /** Reads the times of all frames of the source, which may have to be fetched first. */
  public static ActivityOptions cut() {
    return onQueue(TaskQueues.LIGHT).setStartToCloseTimeout(FETCH.plus(SPARE)).build();
  }

  /**
   * One part of a divided video. The first parts of every video go before the later parts of the
   * others, so that a short video does not wait behind a film.
   *
   * @param before number of parts of the rendition that were started earlier
   */
  public static ActivityOptions part(Attempt attempt, int before) {
    return limited(TaskQueues.HEAVY, attempt)
        .setPriority(Priority.newBuilder().setPriorityKey(priority(before)).build())
        .build();
  }

  /** A priority of the engine: 1 goes first, 3 is that of all other work, 5 goes last. */
  private static int priority(int before) {
    if (before < FIRST_PARTS) {
      return 3;
    }
    return before < EARLY_PARTS ? 4 : 5;
  }

  /** Joins the parts. It copies, so it does not need a slot for encodes. */
  public static ActivityOptions join(Attempt attempt) {
    return limited(TaskQueues.LIGHT, attempt).build();
  }

  private static ActivityOptions.Builder limited(String taskQueue, Attempt attempt) {
    return onQueue(taskQueue)
        .setStartToCloseTimeout(wholeEncode(attempt))
        .setRetryOptions(
            RetryOptions.newBuilder(FOR_HOURS).setDoNotRetry(WORKER_LOST, OUT_OF_TIME).build());
  }

  private static Duration wholeEncode(Attempt attempt) {
    return FETCH.plus(attempt.timeLimit().multipliedBy(2)).plus(SPARE);
  }

  /**
   * Queries one host, which is usually dead, so the timeout is short: the next worker must not wait
   * for it. A live worker takes a task in milliseconds, and reconnects within a second after an
   * outage of the engine.
   */
  public static ActivityOptions rejoin(String hostTaskQueue, Attempt attempt) {
    return onQueue(hostTaskQueue)
        .setScheduleToStartTimeout(Duration.ofMillis(1500))
        .setStartToCloseTimeout(wholeEncode(attempt))
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .build();
  }

  /**
   * Runs only on the host of the file. A host that does not take it within 30 s counts as lost,
   * because uploads have their own slots and never wait for encodes.
   */
  public static ActivityOptions upload(String hostTaskQueue) {
    return onQueue(hostTaskQueue)
        .setScheduleToStartTimeout(Duration.ofSeconds(30))
        .setStartToCloseTimeout(Duration.ofHours(2))
        // A host that was only frozen still has the file, so it is queried again before it counts
        // as lost.
        .setRetryOptions(FOR_HOURS)
        .build();
  }

  /**
   * Overrides of the table above if the heartbeat timeout is configured. A host gets twice that
   * time to take an upload.
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
        "Cut",
        silent,
        "EncodePart",
        silent,
        "Join",
        silent,
        "Rejoin",
        silent,
        "Upload",
        ActivityOptions.newBuilder(silent)
            .setScheduleToStartTimeout(heartbeat.multipliedBy(2))
            .build());
  }

  /**
   * One call of a webhook. An answer of the server is a result, and the workflow decides when to
   * call again; only failures of Reelway are retried here.
   */
  public static ActivityOptions webhook() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.WEBHOOKS)
        .setStartToCloseTimeout(Duration.ofMinutes(1))
        .setRetryOptions(
            RetryOptions.newBuilder(FOR_HOURS).setMaximumAttempts(Integer.MAX_VALUE).build())
        .build();
  }

  /** Takes milliseconds and needs no separate round trip. */
  public static LocalActivityOptions brief() {
    return local()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(FOR_HOURS)
        .build();
  }

  /**
   * Deletes the parts of a job. The job does not wait long for a store that is away, because the
   * parts are deleted with the job at the latest.
   */
  public static LocalActivityOptions discard() {
    return local()
        .setStartToCloseTimeout(Duration.ofMinutes(1))
        .setScheduleToCloseTimeout(Duration.ofMinutes(2))
        .setRetryOptions(RetryOptions.newBuilder(FOR_HOURS).setMaximumAttempts(3).build())
        .build();
  }

  /** Retried without a limit: a job has not ended until its end is recorded. */
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
   * Waits for a cancelled stage, so that a job ends only after its encoder has stopped and its
   * scratch files are deleted.
   */
  private static ActivityOptions.Builder onQueue(String taskQueue) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setHeartbeatTimeout(HEARTBEAT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(RetryOptions.newBuilder(FOR_HOURS).setDoNotRetry(WORKER_LOST).build());
  }
}
