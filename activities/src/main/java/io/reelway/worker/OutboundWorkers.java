package io.reelway.worker;

import io.reelway.failure.Heartbeat;
import io.reelway.outbound.OutboundSettings;
import io.reelway.stage.FetchStage;
import io.reelway.stage.TaskQueues;
import io.reelway.stage.WebhookStage;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;

/** The stages that call servers of clients, each with slots of its own. */
public final class OutboundWorkers {
  private OutboundWorkers() {}

  /** Registers the fetching of sources, which needs no records. */
  public static void registerFetch(
      WorkerFactory factory, OutboundSettings settings, FetchStage fetch) {
    factory
        .newWorker(TaskQueues.OUTBOUND, slots(settings.fetches()))
        .registerActivitiesImplementations(fetch);
  }

  /** Registers the calls of webhooks, which are recorded. */
  public static void registerWebhooks(
      WorkerFactory factory, OutboundSettings settings, WebhookStage webhook) {
    factory
        .newWorker(TaskQueues.WEBHOOKS, slots(settings.webhooks()))
        .registerActivitiesImplementations(webhook);
  }

  private static WorkerOptions slots(int slots) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(slots)
        // The default is half of a heartbeat timeout: too slow for a progress bar and for a cancel.
        .setMaxHeartbeatThrottleInterval(Heartbeat.SENT_EVERY)
        .setDefaultHeartbeatThrottleInterval(Heartbeat.SENT_EVERY)
        .setAllowActivityHeartbeatDuringShutdown(true)
        .build();
  }
}
