package io.reelway.api.engine;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.roles.OnApiRole;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.WebhookLog;
import io.reelway.catalog.WorkMarks;
import io.reelway.record.JobRecorder;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts, stops and recovers jobs. */
@OnApiRole
@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {
  @Bean
  JobCommands jobCommands(WorkflowClient client) {
    return new JobCommands(client);
  }

  @Bean
  JobDispatcher jobDispatcher(JobCatalog catalog, JobEngine engine) {
    return new JobDispatcher(catalog, engine);
  }

  @Bean
  Recovery recovery(
      JobCatalog catalog,
      WebhookLog webhooks,
      JobEngine engine,
      JobRecorder recorder,
      WorkMarks marks,
      Clock clock) {
    return new Recovery(catalog, webhooks, engine, recorder, marks, clock);
  }

  @Bean
  PendingErasures pendingErasures(JobCatalog catalog, JobCommands commands, Clock clock) {
    return new PendingErasures(catalog, commands, clock);
  }

  @Bean
  RetentionStarter retentionStarter(WorkflowClient client) {
    return new RetentionStarter(client);
  }

  @Bean
  JobMaintenance jobMaintenance(
      JobDispatcher dispatcher,
      PendingErasures erasures,
      Recovery recovery,
      RetentionStarter retention,
      ReelwaySettings settings) {
    return new JobMaintenance(
        dispatcher, erasures, recovery, retention, settings.retention().pause());
  }
}
