package io.reelway.api.workers;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.jobs.WebhookEvents;
import io.reelway.api.roles.OnApiRole;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.WebhookLog;
import io.reelway.clock.EngineClock;
import io.reelway.outbound.CallQuota;
import io.reelway.outbound.OutboundClient;
import io.reelway.planning.Planner;
import io.reelway.presign.LinkSigner;
import io.reelway.record.JobRecorder;
import io.reelway.retention.JobEraser;
import io.reelway.store.Store;
import io.reelway.webhook.WebhookActivity;
import io.reelway.worker.OutboundWorkers;
import io.reelway.worker.RecordStages;
import io.reelway.worker.WorkflowWorkers;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Workers for workflows, for the stages that need the records, and for webhooks. */
@OnApiRole
@Configuration(proxyBeanMethods = false)
class WorkflowWorkersConfiguration {
  @Bean
  WorkerRegistration workflowWorkers(
      Planner planner,
      Store store,
      JobCatalog catalog,
      WebhookLog webhooks,
      JobEraser eraser,
      JobRecorder recorder,
      LinkSigner signer,
      OutboundClient outbound,
      JsonMapper json,
      ReelwaySettings settings,
      Clock clock,
      EngineClock engineClock) {
    return factories -> {
      WorkflowWorkers.register(
          factories.complete(),
          settings.worker().heartbeat(),
          RecordStages.around(
              planner,
              store,
              catalog,
              eraser,
              recorder,
              signer,
              settings.retention(),
              clock,
              engineClock));
      OutboundWorkers.registerWebhooks(
          factories.begin(),
          settings.outbound(),
          new WebhookActivity(
              outbound,
              new CallQuota(settings.outbound()),
              catalog,
              webhooks,
              new WebhookEvents(json),
              settings.webhook(),
              clock));
    };
  }
}
