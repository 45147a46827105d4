package io.reelway.api.wiring;

import io.reelway.api.OnApiRole;
import io.reelway.api.ReelwaySettings;
import io.reelway.api.engine.JobCommands;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.jobs.Cancellations;
import io.reelway.api.jobs.JobDeletion;
import io.reelway.api.jobs.JobReader;
import io.reelway.api.optimize.StreamedOutputs;
import io.reelway.api.optimize.Totals;
import io.reelway.api.optimize.Waiting;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.UsageReport;
import io.reelway.store.Store;
import io.temporal.client.WorkflowClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What clients can have done to their jobs. */
@OnApiRole
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {
  @Bean
  JobCommands jobCommands(WorkflowClient client) {
    return new JobCommands(client);
  }

  @Bean
  Cancellations cancellations(
      JobCommands commands, JobEngine engine, @Value("${reelway.engine-in-use}") String kind) {
    return new Cancellations(commands, engine, kind.equals("IN_MEMORY"));
  }

  @Bean
  Waiting waiting(
      JobCommands commands,
      Cancellations cancellations,
      JobReader reader,
      Scheduler blocking,
      ReelwaySettings settings) {
    return new Waiting(commands, cancellations, reader, blocking, settings.optimize());
  }

  @Bean
  StreamedOutputs streamedOutputs(Store store, Scheduler blocking, ReelwaySettings settings) {
    return new StreamedOutputs(store, blocking, settings.optimize());
  }

  @Bean
  Totals totals(UsageReport usage, Scheduler blocking) {
    return () ->
        Mono.fromCallable(usage::total)
            .subscribeOn(blocking)
            .map(total -> new Totals.Count(total.jobs(), total.savedBytes()))
            .onErrorReturn(Totals.Count.NONE);
  }

  @Bean
  JobDeletion erasures(JobCommands commands, JobEngine engine, JobCatalog catalog) {
    return new JobDeletion(commands, engine, catalog);
  }
}
