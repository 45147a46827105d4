package io.reelway.api.wiring;

import io.reelway.api.engine.Recovery;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/** Looks for lost jobs when the process starts, and every ten minutes. */
final class RecoveryLifecycle implements SmartLifecycle {
  private static final long PAUSE_SECONDS = 600;

  private final Recovery recovery;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("recovery").factory());
  private volatile boolean running;

  RecoveryLifecycle(Recovery recovery) {
    this.recovery = recovery;
  }

  @Override
  public void start() {
    running = true;
    clock.scheduleWithFixedDelay(recovery::run, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void stop() {
    running = false;
    clock.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
