package io.reelway.api.workers;

import io.reelway.api.engine.EngineUnavailableException;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the workers last and stops them first. A stop takes no new work, waits for running stages,
 * then returns the rest: its encoders are killed, and other workers take over.
 */
public final class WorkerLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);

  /** Time for interrupted stages to kill their encoder and delete their scratch files. */
  private static final long HAND_BACK_SECONDS = 10;

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final WorkerFactory factory;
  private final Duration grace;
  private final Thread starter = Thread.ofPlatform().name("worker-start").unstarted(this::join);
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
    running = true;
    starter.start();
  }

  /** Waits for an engine that does not answer yet, without blocking the rest of the process. */
  private void join() {
    boolean logged = false;
    while (running) {
      try {
        factory.start();
        if (logged) {
          LOG.info("The workflow engine answers; this worker takes jobs");
        }
        return;
      } catch (RuntimeException unavailable) {
        if (!logged) {
          LOG.warn(
              "The workflow engine does not answer; this worker waits for it, reason={}",
              EngineUnavailableException.reason(unavailable));
          logged = true;
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException stop) {
        return;
      }
    }
  }

  /** Whether the workers poll their task queues. */
  public boolean isWorking() {
    return running && factory.isStarted() && !factory.isShutdown();
  }

  @Override
  public void stop() {
    running = false;
    starter.interrupt();
    if (!factory.isStarted()) {
      return;
    }
    factory.shutdown();
    factory.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      LOG.info("Returning unfinished stages to the engine after {} s", grace.toSeconds());
      factory.shutdownNow();
      factory.awaitTermination(HAND_BACK_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
