package io.reelway.api.observe;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.reelway.clock.EngineClock;
import io.reelway.ffmpeg.ToolListener;
import io.reelway.store.SkippedEntries.Reason;
import io.reelway.store.Store;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this process tells of its work. */
@Configuration(proxyBeanMethods = false)
class ObserveConfiguration {
  @Bean
  WorkerInterceptor stageObserver(MeterRegistry meters, EngineClock clock) {
    return new StageObserver(meters, clock);
  }

  @Bean
  TimeGauge engineClockSkew(MeterRegistry meters, EngineClock clock) {
    return TimeGauge.builder(
            "reelway.engine.clock.skew", clock, MILLISECONDS, it -> it.skew().toMillis())
        .description("Time of the workflow engine minus system time, as last measured")
        .register(meters);
  }

  @Bean
  MeterFilter workflowMeterHelp() {
    return new WorkflowMeterHelp();
  }

  @Bean
  ToolListener toolMeters(MeterRegistry meters) {
    return new ToolMeters(meters);
  }

  /** Also 0: a graph of what has not happened yet shows a line, not a gap. */
  @Bean
  MeterBinder skippedEntries(Store store) {
    return meters -> {
      for (Reason reason : Reason.values()) {
        FunctionCounter.builder("reelway.store.skipped", store, it -> it.skipped().count(reason))
            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
            .description("Skipped entries of the store and records of jobs")
            .register(meters);
      }
    };
  }
}
