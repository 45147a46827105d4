package io.reelway.api.config;

import io.reelway.api.ReelwaySettings;
import io.reelway.outbound.OutboundClient;
import io.reelway.planning.Planner;
import io.reelway.strategy.Strategies;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Beans of every process, regardless of its roles. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ProcessConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessConfiguration.class);

  /** Errors after a client has left are logged at debug level: no client waits for them. */
  ProcessConfiguration() {
    Hooks.onErrorDropped(late -> LOG.debug("Failed after the client had gone", late));
  }

  /**
   * Runs blocking work, such as uploads and reads of store and catalog, on one virtual thread each.
   */
  @Bean(destroyMethod = "dispose")
  Scheduler blocking() {
    return Schedulers.fromExecutorService(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("blocking-", 0).factory()));
  }

  /** Event loops for this server only; the global ones end with the first server that stops. */
  @Bean
  ReactorResourceFactory eventLoops() {
    ReactorResourceFactory loops = new ReactorResourceFactory();
    loops.setUseGlobalResources(false);
    loops.setShutdownQuietPeriod(Duration.ZERO);
    return loops;
  }

  /** What this build can make; it is checked against ffmpeg when a worker starts. */
  @Bean
  Strategies strategies() {
    return Strategies.builtIn();
  }

  @Bean
  Planner planner(Strategies strategies, ReelwaySettings settings) {
    return new Planner(strategies, settings.limits().encode(), settings.segments());
  }

  @Bean(destroyMethod = "close")
  OutboundClient outboundClient(ReelwaySettings settings) {
    return new OutboundClient(settings.outbound());
  }
}
