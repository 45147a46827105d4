package io.reelway.api.wiring;

import io.reelway.api.engine.JobCommands;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.jobs.Cancellations;
import io.reelway.api.jobs.Erasures;
import io.reelway.store.JobRecords;
import io.temporal.client.WorkflowClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What clients can have done to their jobs. */
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {
  @Bean
  JobCommands jobCommands(WorkflowClient client) {
    return new JobCommands(client);
  }

  @Bean
  Cancellations cancellations(JobCommands commands, JobEngine engine) {
    return new Cancellations(commands, engine);
  }

  @Bean
  Erasures erasures(JobCommands commands, JobEngine engine, JobRecords records) {
    return new Erasures(commands, engine, records);
  }
}
