package io.reelway.api.wiring;

import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts working last and stops first. A stop takes no new work, waits for what has begun, then
 * hands the rest back: its encoders are killed, and other workers take over.
 */
final class WorkerLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);

  /** Time for interrupted stages to kill their encoder and delete their scratch. */
  private static final long HAND_BACK_SECONDS = 10;

  private final WorkerFactory factory;
  private final Duration grace;
  private volatile boolean running;

  WorkerLifecycle(WorkerFactory factory, Duration grace) {
    this.factory = factory;
    this.grace = grace;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 10;
  }

  @Override
  public void start() {
    factory.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    factory.shutdown();
    factory.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      LOG.info("Handing back what is not finished after {} s", grace.toSeconds());
      factory.shutdownNow();
      factory.awaitTermination(HAND_BACK_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
