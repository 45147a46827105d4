package io.reelway.worker;

import io.reelway.outbound.OutboundSettings;
import io.reelway.stage.FetchStage;
import io.reelway.stage.TaskQueues;
import io.reelway.stage.WebhookStage;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** The stages that call servers of clients, each with slots of its own. */
public final class OutboundWorkers {
  private OutboundWorkers() {}

  /**
   * Registers them with a factory that has not started. Webhooks that an earlier version has put
   * into the queue of fetches are still served there.
   */
  public static void register(
      WorkerFactory factory, OutboundSettings settings, FetchStage fetch, WebhookStage webhook) {
    factory
        .newWorker(TaskQueues.OUTBOUND, slots(settings.fetches()))
        .registerActivitiesImplementations(fetch, webhook);
    factory
        .newWorker(TaskQueues.WEBHOOKS, slots(settings.webhooks()))
        .registerActivitiesImplementations(webhook);
  }

  private static WorkerOptions slots(int slots) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(slots)
        // As often as the other stages, so that a cancellation is heard within a second.
        .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
        .setDefaultHeartbeatThrottleInterval(Duration.ofSeconds(1))
        .setAllowActivityHeartbeatDuringShutdown(true)
        .build();
  }
}
