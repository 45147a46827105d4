package io.reelway.api.config;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** The scheduler for periodic tasks. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {
  /**
   * One thread per task, so that a slow task (recovery of a full store) does not delay the others.
   */
  static final int TASKS = 6;

  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(TASKS);
    scheduler.setDaemon(true);
    scheduler.setThreadNamePrefix("schedule-");
    return scheduler;
  }
}
