package io.reelway.api.wiring;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.about.LimitsBody;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.engine.Recovery;
import io.reelway.api.jobs.Downloads;
import io.reelway.api.jobs.JobReader;
import io.reelway.api.jobs.JobWatch;
import io.reelway.api.jobs.OwnLinks;
import io.reelway.api.jobs.Submissions;
import io.reelway.api.keys.ApiKeys;
import io.reelway.api.keys.LinkSignatures;
import io.reelway.presign.LinkSigner;
import io.reelway.store.JobRecords;
import io.reelway.store.Store;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.scheduling.annotation.EnableScheduling;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The parts of a process that answers clients. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ApiRole {
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
  JobReader jobReader(JobRecords records, JobEngine engine, Scheduler blocking) {
    return new JobReader(records, engine, blocking);
  }

  @Bean
  JobWatch jobWatch(JobReader reader, Clock clock) {
    return new JobWatch(reader, clock);
  }

  /** Streams would otherwise hold up a stop until its patience ends. */
  @Bean
  ApplicationListener<ContextClosedEvent> letWaitersGo(JobWatch watch) {
    return closed -> watch.close();
  }

  @Bean
  Submissions submissions(
      Store store, JobRecords records, JobEngine engine, Clock clock, ReelwaySettings settings) {
    return new Submissions(
        store,
        records,
        engine,
        clock,
        settings.limits().input().bytes(),
        settings.outbound().allowHttp());
  }

  @Bean
  Downloads downloads(
      Store store,
      LinkSigner signer,
      ApiKeys keys,
      LinkSignatures signatures,
      Scheduler blocking,
      ReelwaySettings settings) {
    OwnLinks links = new OwnLinks(settings.publicUrl(), keys.required(), signatures);
    return new Downloads(store, signer, blocking, links);
  }

  @Bean
  Recovery recovery(JobRecords records, JobEngine engine, Clock clock) {
    return new Recovery(records, engine, clock);
  }

  @Bean
  RecoverySchedule recoverySchedule(Recovery recovery) {
    return new RecoverySchedule(recovery);
  }
}
