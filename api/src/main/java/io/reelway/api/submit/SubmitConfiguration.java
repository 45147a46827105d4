package io.reelway.api.submit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelway.api.ReelwaySettings;
import io.reelway.api.engine.JobDispatcher;
import io.reelway.api.presets.OfferedPresets;
import io.reelway.api.roles.OnApiRole;
import io.reelway.catalog.JobCatalog;
import io.reelway.outbound.OutboundUrls;
import io.reelway.retention.JobEraser;
import io.reelway.store.Store;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;

/** Accepts jobs. */
@OnApiRole
@Configuration(proxyBeanMethods = false)
class SubmitConfiguration {
  @Bean
  Submissions submissions(
      Store store,
      JobCatalog catalog,
      JobEraser eraser,
      JobDispatcher dispatcher,
      Admission admission,
      Clock clock,
      OfferedPresets presets,
      Scheduler blocking) {
    return new Submissions(store, catalog, eraser, dispatcher, admission, clock, presets, blocking);
  }

  @Bean
  SubmitBodies submitBodies(ReelwaySettings settings) {
    OutboundUrls urls = new OutboundUrls(settings.outbound());
    SourceUrls sources = new SourceUrls(urls);
    WebhookUrls webhooks = new WebhookUrls(settings.webhook(), urls);
    return new SubmitBodies(
        new SubmitFormReader(settings.limits().input().bytes(), sources, webhooks),
        new SubmitJsonReader(sources, webhooks));
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
  Gauge unfinishedJobs(MeterRegistry meters, Admission admission) {
    return Gauge.builder("reelway.jobs.unfinished", admission, Admission::unfinished)
        .description("Jobs without a final state, as last counted in the store")
        .register(meters);
  }
}
