package io.reelway.api.config;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Where the tasks run that a process does again and again. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {
  /**
   * As many as there are tasks, so that a slow one (recovery of a full store) holds up no other.
   */
  static final int TASKS = 5;

  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(TASKS);
    scheduler.setDaemon(true);
    scheduler.setThreadNamePrefix("schedule-");
    return scheduler;
  }
}
