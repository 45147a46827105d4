package io.reelway.api.config;

import io.reelway.api.ReelwaySettings;
import io.reelway.outbound.OutboundClient;
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

  /** What this build can make; it is checked against ffmpeg when a worker starts. */
  @Bean
  Strategies strategies() {
    return Strategies.builtIn();
  }

  @Bean(destroyMethod = "close")
  OutboundClient outboundClient(ReelwaySettings settings) {
    return new OutboundClient(settings.outbound());
  }
}
