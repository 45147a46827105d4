package io.reelway.worker;

import io.reelway.failure.Heartbeat;
import io.reelway.outbound.OutboundSettings;
import io.reelway.stage.FetchStage;
import io.reelway.stage.TaskQueues;
import io.reelway.stage.WebhookStage;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;

/** Registers the stages that call servers of clients. Each has its own slots. */
public final class OutboundWorkers {
  private OutboundWorkers() {}

  /** Registers the stage that fetches sources. It needs no records. */
  public static void registerFetch(
      WorkerFactory factory, OutboundSettings settings, FetchStage fetch) {
    factory
        .newWorker(TaskQueues.OUTBOUND, slots(settings.fetches()))
        .registerActivitiesImplementations(fetch);
  }

  /** Registers the stage that calls webhooks. It records each call. */
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
