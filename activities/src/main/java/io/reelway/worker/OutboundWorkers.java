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
        // As often as the other stages, so that a cancellation is heard within a second.
        .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
        .setDefaultHeartbeatThrottleInterval(Duration.ofSeconds(1))
        .setAllowActivityHeartbeatDuringShutdown(true)
        .build();
  }
}
