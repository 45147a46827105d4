package io.reelway.worker;

import io.reelway.stage.FetchStage;
import io.reelway.stage.TaskQueues;
import io.reelway.stage.WebhookStage;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** The stages that call servers of clients. */
public final class OutboundWorkers {
  /** They mostly wait. */
  private static final int SLOTS = 16;

  private OutboundWorkers() {}

  /** Registers them with a factory that has not started. */
  public static void register(WorkerFactory factory, FetchStage fetch, WebhookStage webhook) {
    factory
        .newWorker(
            TaskQueues.OUTBOUND,
            WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(SLOTS)
                // As often as the other stages, so that a cancellation is heard within a second.
                .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .setDefaultHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .setAllowActivityHeartbeatDuringShutdown(true)
                .build())
        .registerActivitiesImplementations(fetch, webhook);
  }
}
