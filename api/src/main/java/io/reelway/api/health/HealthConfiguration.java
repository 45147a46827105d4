package io.reelway.api.health;

import io.reelway.api.engine.JobEngine;
import io.reelway.api.roles.OnApiRole;
import io.reelway.api.roles.OnWorkerRole;
import io.reelway.api.workers.WorkerLifecycle;
import io.reelway.catalog.sql.Database;
import io.reelway.clock.EngineClock;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.scratch.Scratch;
import io.reelway.store.Store;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;

/**
 * The components of the actuator's health. The name of a bean, up to "Health", is the name of its
 * component.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
  @Bean
  StoreHealth storeHealthIndicator(Store store, Scheduler blocking) {
    return new StoreHealth(store, blocking);
  }

  @Bean
  ClockHealth clockHealthIndicator(EngineClock clock) {
    return new ClockHealth(clock);
  }

  @Bean
  EngineHealth engineHealthIndicator(
      JobEngine engine, @Value("${reelway.engine-in-use}") String kind) {
    return new EngineHealth(engine, kind.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  @Bean
  @OnApiRole
  DatabaseHealth databaseHealthIndicator(Database database, Scheduler blocking) {
    return new DatabaseHealth(database, blocking);
  }

  @Bean
  @OnWorkerRole
  ScratchHealth scratchHealthIndicator(Scratch scratch) {
    return new ScratchHealth(scratch);
  }

  @Bean
  @OnWorkerRole
  EncodersHealth encodersHealthIndicator(WorkerLifecycle workers, Ffmpeg ffmpeg) {
    return new EncodersHealth(workers::isWorking, ffmpeg);
  }
}
