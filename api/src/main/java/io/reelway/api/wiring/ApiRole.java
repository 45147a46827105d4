package io.reelway.api.wiring;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.about.LimitsBody;
import io.reelway.api.engine.JobCommands;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.engine.Recovery;
import io.reelway.api.engine.RetentionStarter;
import io.reelway.api.health.StoreHealth;
import io.reelway.api.jobs.Admission;
import io.reelway.api.jobs.DownloadLinks;
import io.reelway.api.jobs.Downloads;
import io.reelway.api.jobs.JobReader;
import io.reelway.api.jobs.JobWatch;
import io.reelway.api.jobs.Submissions;
import io.reelway.api.jobs.SubmitFormReader;
import io.reelway.api.jobs.WebhookUrls;
import io.reelway.api.keys.ApiKeys;
import io.reelway.api.keys.LinkSignatures;
import io.reelway.outbound.OutboundUrls;
import io.reelway.presign.LinkSigner;
import io.reelway.store.JobRecords;
import io.reelway.store.Store;
import io.reelway.store.WebhookRecords;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.scheduling.annotation.EnableScheduling;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The parts of a process that answers clients. One that only works has them as well, since its
 * health is asked for over HTTP, but nobody gets to them.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ApiRole {
  private static final String API = "'${reelway.roles}'.toLowerCase().contains('api')";
  private static final Logger LOG = LoggerFactory.getLogger(ApiRole.class);

  /** What fails after a client has gone away has no one left to be told; it is no error of ours. */
  ApiRole() {
    Hooks.onErrorDropped(late -> LOG.debug("Failed after the client had gone", late));
  }

  /** Where uploads and reads of the store may block: as many threads as there are of them. */
  @Bean(destroyMethod = "dispose")
  Scheduler blocking() {
    return Schedulers.fromExecutorService(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("blocking-", 0).factory()));
  }

  @Bean
  LimitsBody limits(ReelwaySettings settings) {
    return LimitsBody.of(settings.limits());
  }

  @Bean
  JobReader jobReader(
      JobRecords records, WebhookRecords webhooks, JobEngine engine, Scheduler blocking) {
    return new JobReader(records, webhooks, engine, blocking);
  }

  @Bean
  JobWatch jobWatch(JobReader reader, JobCommands commands) {
    return new JobWatch(reader, commands);
  }

  /** Streams would otherwise hold up a stop until its patience ends. */
  @Bean
  ApplicationListener<ContextClosedEvent> letWaitersGo(JobWatch watch) {
    return closed -> watch.close();
  }

  @Bean
  Submissions submissions(
      Store store,
      JobRecords records,
      JobEngine engine,
      Admission admission,
      Clock clock,
      Scheduler blocking,
      ReelwaySettings settings) {
    OutboundUrls urls = new OutboundUrls(settings.outbound());
    SubmitFormReader intake =
        new SubmitFormReader(
            settings.limits().input().bytes(), urls, new WebhookUrls(settings.webhook(), urls));
    return new Submissions(store, records, engine, admission, clock, intake, blocking);
  }

  @Bean
  Downloads downloads(
      Store store,
      LinkSigner signer,
      ApiKeys keys,
      LinkSignatures signatures,
      Scheduler blocking,
      ReelwaySettings settings) {
    DownloadLinks links = new DownloadLinks(settings.publicUrl(), keys.required(), signatures);
    return new Downloads(store, signer, blocking, links);
  }

  @Bean
  Recovery recovery(JobRecords records, JobEngine engine, Clock clock, ReelwaySettings settings) {
    return new Recovery(records, engine, clock, settings.retention().abandoned());
  }

  @Bean
  StoreHealth storeHealthIndicator(Store store, Scheduler blocking) {
    return new StoreHealth(store, blocking);
  }

  @Bean
  RetentionStarter janitor(WorkflowClient client) {
    return new RetentionStarter(client);
  }

  @Bean
  Admission admission(JobRecords records, ReelwaySettings settings) {
    return new Admission(
        records,
        settings.store().s3().bucket().isPresent()
            ? Optional.empty()
            : Optional.of(settings.store().directory()),
        settings.limits().freeSpace().bytes(),
        settings.limits().jobsInFlight());
  }

  @Bean
  @ConditionalOnExpression(API)
  JobMaintenance housekeeping(
      Recovery recovery, RetentionStarter janitor, Admission admission, ReelwaySettings settings) {
    return new JobMaintenance(recovery, janitor, admission, settings.retention().pause());
  }

  @Bean
  @ConditionalOnExpression("!(" + API + ")")
  RoleFilter roleFilter() {
    return new RoleFilter();
  }
}
