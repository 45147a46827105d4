package io.reelway.api.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelway.api.jobs.Admission;
import io.reelway.api.observe.StageObserver;
import io.reelway.api.observe.ToolMeters;
import io.reelway.ffmpeg.ToolListener;
import io.temporal.common.interceptors.WorkerInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this process tells of its work. */
@Configuration(proxyBeanMethods = false)
class ObserveConfiguration {
  @Bean
  WorkerInterceptor stageObserver(MeterRegistry meters) {
    return new StageObserver(meters);
  }

  @Bean
  ToolListener toolMeters(MeterRegistry meters) {
    return new ToolMeters(meters);
  }

  @Bean
  Gauge unfinishedJobs(MeterRegistry meters, Admission admission) {
    return Gauge.builder("reelway.jobs.unfinished", admission, Admission::unfinished)
        .description("Jobs without a final state, as last counted in the store")
        .register(meters);
  }
}
