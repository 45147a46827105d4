package io.reelway.api.wiring;

import io.reelway.api.OnApiRole;
import io.reelway.api.ReelwaySettings;
import io.reelway.api.health.ClockHealth;
import io.reelway.api.health.StoreHealth;
import io.reelway.clock.EngineClock;
import io.reelway.outbound.OutboundClient;
import io.reelway.store.Store;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What every process has, whatever its roles. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ProcessConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessConfiguration.class);

  /** What fails after a client has gone away has no one left to be told; it is no error of ours. */
  ProcessConfiguration() {
    Hooks.onErrorDropped(late -> LOG.debug("Failed after the client had gone", late));
  }

  /** Where uploads and reads of store and catalog may block: a thread for each of them. */
  @Bean(destroyMethod = "dispose")
  Scheduler blocking() {
    return Schedulers.fromExecutorService(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("blocking-", 0).factory()));
  }

  /** Event loops of this process alone; global ones end with the first server that stops. */
  @Bean
  ReactorResourceFactory eventLoops() {
    ReactorResourceFactory loops = new ReactorResourceFactory();
    loops.setUseGlobalResources(false);
    loops.setShutdownQuietPeriod(Duration.ZERO);
    return loops;
  }

  @Bean
  StoreHealth storeHealthIndicator(Store store, Scheduler blocking) {
    return new StoreHealth(store, blocking);
  }

  @Bean
  ClockHealth clockHealthIndicator(EngineClock clock) {
    return new ClockHealth(clock);
  }

  @Bean(destroyMethod = "close")
  OutboundClient outboundClient(ReelwaySettings settings) {
    return new OutboundClient(settings.outbound());
  }

  @Bean
  WorkerLifecycle workers(
      WorkflowClient client,
      ReelwaySettings settings,
      List<WorkerRegistration> registrations,
      ObjectProvider<WorkerInterceptor> interceptors) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(
                    interceptors.orderedStream().toArray(WorkerInterceptor[]::new))
                .build());
    registrations.forEach(registration -> registration.register(factory));
    return new WorkerLifecycle(factory, settings.worker().grace());
  }

  @Bean
  @Conditional(NotApi.class)
  RoleFilter roleFilter() {
    return new RoleFilter();
  }

  /** The opposite of {@link OnApiRole}. */
  static final class NotApi extends NoneNestedConditions {
    NotApi() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @OnApiRole
    static final class Api {}
  }
}
