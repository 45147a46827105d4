package io.reelway.api.wiring;

import io.reelway.api.OnApiRole;
import io.reelway.api.ReelwaySettings;
import io.reelway.api.about.LimitsBody;
import io.reelway.api.download.Downloads;
import io.reelway.api.engine.JobCommands;
import io.reelway.api.engine.JobDispatcher;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.engine.Recovery;
import io.reelway.api.engine.RetentionStarter;
import io.reelway.api.follow.JobWatch;
import io.reelway.api.jobs.DownloadLinks;
import io.reelway.api.jobs.JobList;
import io.reelway.api.jobs.JobReader;
import io.reelway.api.jobs.WebhookEvents;
import io.reelway.api.keys.ApiKeys;
import io.reelway.api.keys.LinkSignatures;
import io.reelway.api.presets.KnownStrategies;
import io.reelway.api.presets.OfferedPresets;
import io.reelway.api.presets.PresetFiles;
import io.reelway.api.submit.Admission;
import io.reelway.api.submit.Submissions;
import io.reelway.api.submit.SubmitFormReader;
import io.reelway.api.submit.WebhookUrls;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.WebhookLog;
import io.reelway.catalog.WorkMarks;
import io.reelway.clock.EngineClock;
import io.reelway.outbound.OutboundClient;
import io.reelway.outbound.OutboundUrls;
import io.reelway.outbound.Turns;
import io.reelway.presign.LinkSigner;
import io.reelway.record.JobRecorder;
import io.reelway.retention.JobEraser;
import io.reelway.store.Store;
import io.reelway.webhook.WebhookActivity;
import io.reelway.worker.OutboundWorkers;
import io.reelway.worker.RecordStages;
import io.reelway.worker.WorkflowWorkers;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** The parts of a process that answers clients, runs workflows and keeps the records. */
@OnApiRole
@Configuration(proxyBeanMethods = false)
class ApiRole {
  @Bean
  LimitsBody limits(ReelwaySettings settings) {
    return LimitsBody.of(settings.limits());
  }

  @Bean
  OfferedPresets presets(ReelwaySettings settings) {
    return PresetFiles.load(settings.presets(), KnownStrategies.ofThisBuild());
  }

  @Bean
  JobReader jobReader(JobCatalog catalog, JobEngine engine, Scheduler blocking) {
    return new JobReader(catalog, engine, blocking);
  }

  @Bean
  JobList jobList(JobCatalog catalog, JobReader reader, Scheduler blocking) {
    return new JobList(catalog, reader, blocking);
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
      JobCatalog catalog,
      JobEraser eraser,
      JobDispatcher dispatcher,
      Admission admission,
      Clock clock,
      OfferedPresets presets,
      Scheduler blocking,
      ReelwaySettings settings) {
    OutboundUrls urls = new OutboundUrls(settings.outbound());
    SubmitFormReader intake =
        new SubmitFormReader(
            settings.limits().input().bytes(), urls, new WebhookUrls(settings.webhook(), urls));
    return new Submissions(
        store, catalog, eraser, dispatcher, admission, clock, intake, presets, blocking);
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
  Downloads downloads(Store store, DownloadLinks links, Scheduler blocking) {
    return new Downloads(store, links, blocking);
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
  RetentionStarter retentionStarter(WorkflowClient client) {
    return new RetentionStarter(client);
  }

  @Bean
  Admission admission(JobCatalog catalog, ReelwaySettings settings) {
    return new Admission(
        catalog,
        settings.store().s3().bucket().isPresent()
            ? Optional.empty()
            : Optional.of(settings.store().directory()),
        settings.limits().freeSpace().bytes(),
        settings.limits().jobsInFlight());
  }

  @Bean
  JobMaintenance jobMaintenance(
      JobDispatcher dispatcher,
      Recovery recovery,
      RetentionStarter retention,
      Admission admission,
      ReelwaySettings settings) {
    return new JobMaintenance(
        dispatcher, recovery, retention, admission, settings.retention().pause());
  }

  @Bean
  WorkerRegistration workflowWorkers(
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
    return factory -> {
      WorkflowWorkers.register(
          factory,
          settings.worker().heartbeat(),
          RecordStages.around(
              store,
              catalog,
              eraser,
              recorder,
              signer,
              settings.limits().encode(),
              settings.retention(),
              clock,
              engineClock));
      OutboundWorkers.registerWebhooks(
          factory,
          settings.outbound(),
          new WebhookActivity(
              outbound,
              new Turns(settings.outbound()),
              catalog,
              webhooks,
              new WebhookEvents(json),
              settings.webhook(),
              clock));
    };
  }
}
