package io.reelway.stage;

import io.reelway.plan.Workload;

/**
 * The task queues. Light and heavy work have separate queues, so that no image waits behind a
 * video.
 */
public final class TaskQueues {
  /** Workflow tasks and local activities. */
  public static final String JOBS = "reelway-jobs";

  /** Probes and image encodes. */
  public static final String LIGHT = "reelway-light";

  /** Video encodes. */
  public static final String HEAVY = "reelway-heavy";

  /** Fetches from servers named by clients: they mostly wait and use little CPU. */
  public static final String OUTBOUND = "reelway-outbound";

  /** Webhook calls, which must not wait for slow fetches. */
  public static final String WEBHOOKS = "reelway-webhooks";

  private static final String HOST_PREFIX = "reelway-host-";

  private TaskQueues() {}

  /** The shared queue for encodes of that workload. */
  public static String of(Workload workload) {
    return switch (workload) {
      case LIGHT -> LIGHT;
      case HEAVY -> HEAVY;
    };
  }

  /** The queue of the worker process with that id. */
  public static String ofHost(String workerId) {
    return HOST_PREFIX + workerId;
  }
}
