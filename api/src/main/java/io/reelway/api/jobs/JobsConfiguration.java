package io.reelway.api.jobs;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.engine.JobCommands;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.keys.ApiKeys;
import io.reelway.api.keys.LinkSignatures;
import io.reelway.api.roles.OnApiRole;
import io.reelway.catalog.JobCatalog;
import io.reelway.presign.LinkSigner;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;

/** Shows jobs, links to their outputs, cancels and deletes them. */
@OnApiRole
@Configuration(proxyBeanMethods = false)
class JobsConfiguration {
  @Bean
  JobReader jobReader(JobCatalog catalog, JobEngine engine, Scheduler blocking) {
    return new JobReader(catalog, engine, blocking);
  }

  @Bean
  JobList jobList(JobCatalog catalog, JobReader reader, Scheduler blocking) {
    return new JobList(catalog, reader, blocking);
  }

  @Bean
  DownloadLinks downloadLinks(
      LinkSigner signer,
      LinkSignatures signatures,
      ApiKeys keys,
      Scheduler blocking,
      ReelwaySettings settings) {
    return new DownloadLinks(signer, signatures, keys.required(), settings.publicUrl(), blocking);
  }

  @Bean
  Cancellations cancellations(
      JobCommands commands, JobEngine engine, @Value("${reelway.engine-in-use}") String kind) {
    return new Cancellations(commands, engine, kind.equals("IN_MEMORY"));
  }

  @Bean
  JobDeletion jobDeletion(JobCommands commands, JobEngine engine, JobCatalog catalog) {
    return new JobDeletion(commands, engine, catalog);
  }
}
