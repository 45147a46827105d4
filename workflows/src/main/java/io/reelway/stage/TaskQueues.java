package io.reelway.stage;

import io.reelway.plan.Workload;

/** The task queues. Light and heavy work wait apart, so that no image waits behind a film. */
public final class TaskQueues {
  /** Workflow tasks and local activities. */
  public static final String JOBS = "reelway-jobs";

  /** Probes and image encodes. */
  public static final String LIGHT = "reelway-light";

  /** Video encodes. */
  public static final String HEAVY = "reelway-heavy";

  /** Fetches from servers that clients named: they wait, and keep no processor busy. */
  public static final String OUTBOUND = "reelway-outbound";

  /** Calls that tell clients of the end of their jobs: they do not wait for slow fetches. */
  public static final String WEBHOOKS = "reelway-webhooks";

  private static final String HOST_PREFIX = "reelway-host-";

  private TaskQueues() {}

  /** The shared queue for encodes of that weight. */
  public static String of(Workload workload) {
    return switch (workload) {
      case LIGHT -> LIGHT;
      case HEAVY -> HEAVY;
    };
  }

  /** The queue that only the worker process of that id serves. */
  public static String ofHost(String workerId) {
    return HOST_PREFIX + workerId;
  }
}
