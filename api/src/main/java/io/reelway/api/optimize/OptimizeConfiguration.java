package io.reelway.api.optimize;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.follow.JobEnd;
import io.reelway.api.jobs.Cancellations;
import io.reelway.api.roles.OnApiRole;
import io.reelway.catalog.UsageReport;
import io.reelway.store.Store;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;

/** The beans of the synchronous route. */
@OnApiRole
@Configuration(proxyBeanMethods = false)
class OptimizeConfiguration {
  @Bean
  JobAwaiter waiting(
      JobEnd ends, Cancellations cancellations, Scheduler blocking, ReelwaySettings settings) {
    return new JobAwaiter(ends, cancellations, blocking, settings.optimize());
  }

  @Bean
  StreamedOutputs streamedOutputs(Store store, Scheduler blocking, ReelwaySettings settings) {
    return new StreamedOutputs(store, blocking, settings.optimize());
  }

  @Bean
  Totals totals(UsageReport usage, Scheduler blocking) {
    return new Totals(usage, blocking);
  }
}
