package io.reelway.api.wiring;

import io.reelway.api.jobs.JobList;
import io.reelway.api.jobs.JobReader;
import io.reelway.store.JobIndex;
import io.reelway.store.Store;
import io.reelway.usage.UsageLedger;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;

/** What is told of many jobs together. */
@Configuration(proxyBeanMethods = false)
class ListConfiguration {
  @Bean
  JobList jobList(Store store, JobReader reader, Scheduler blocking) {
    return new JobList(new JobIndex(store), reader, blocking);
  }

  @Bean
  UsageLedger usageLedger(Store store, Clock clock) {
    return new UsageLedger(store, clock);
  }

  @Bean
  UsageSchedule usageSchedule(UsageLedger ledger) {
    return new UsageSchedule(ledger);
  }
}
