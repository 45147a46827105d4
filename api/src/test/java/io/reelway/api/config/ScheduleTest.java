package io.reelway.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskHolder;

class ScheduleTest {
  @TempDir private Path data;

  @Test
  void scheduledTasksDoNotWaitForEachOther() throws Exception {
    try (RunningReelway reelway = RunningReelway.start(data)) {
      ThreadPoolTaskScheduler scheduler = reelway.bean(ThreadPoolTaskScheduler.class);
      int tasks = reelway.bean(ScheduledTaskHolder.class).getScheduledTasks().size();
      CountDownLatch allRun = new CountDownLatch(tasks);

      for (int task = 0; task < tasks; task++) {
        scheduler.execute(() -> {
          allRun.countDown();
          try {
            allRun.await();
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
          }
        });
      }

      assertThat(tasks).isPositive();
      assertThat(allRun.await(30, TimeUnit.SECONDS)).as("all run at once").isTrue();
    }
  }
}
