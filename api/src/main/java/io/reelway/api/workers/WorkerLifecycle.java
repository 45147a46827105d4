package io.reelway.api.workers;

import io.reelway.api.engine.EngineUnavailableException;
import io.reelway.encode.EncodedFiles;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the workers last and stops them first. A stop takes no new work, waits for running stages
 * and for the uploads of what they made, then returns the rest: its encoders are killed, and other
 * workers take over.
 */
public final class WorkerLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);

  /** Time for interrupted stages to kill their encoder and delete their scratch files. */
  private static final Duration HAND_BACK = Duration.ofSeconds(10);

  /** Time for a start that is under way when the stop comes; then it is interrupted. */
  private static final Duration START = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final WorkerFactory begin;
  private final WorkerFactory complete;
  private final @Nullable EncodedFiles encoded;
  private final Duration grace;
  private final Thread starter = Thread.ofPlatform().name("worker-start").unstarted(this::join);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean running;

  /**
   * @param encoded the outputs on this host; {@code null} if it does not encode
   * @param grace how long a stop waits for stages and uploads
   */
  WorkerLifecycle(WorkerFactories factories, @Nullable EncodedFiles encoded, Duration grace) {
    this.begin = factories.begin();
    this.complete = factories.complete();
    this.encoded = encoded;
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
        complete.start();
        begin.start();
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
        stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException stop) {
        return;
      }
    }
  }

  /** Whether the workers poll their task queues. */
  public boolean isWorking() {
    return running && begin.isStarted() && !begin.isShutdown();
  }

  @Override
  public void stop() {
    running = false;
    stopping.countDown();
    awaitStart();
    if (!begin.isStarted()) {
      complete.shutdownNow();
      return;
    }
    long end = System.nanoTime() + grace.toNanos();
    begin.shutdown();
    await(begin, end);
    awaitUploads(end);
    complete.shutdown();
    await(complete, end);
    if (!begin.isTerminated() || !complete.isTerminated()) {
      LOG.info("Returning unfinished stages to the engine after {} s", grace.toSeconds());
      begin.shutdownNow();
      complete.shutdownNow();
      long last = System.nanoTime() + HAND_BACK.toNanos();
      await(begin, last);
      await(complete, last);
    }
  }

  /** A start that is under way must not follow the stop, nor end halfway if it need not. */
  private void awaitStart() {
    try {
      if (!starter.join(START)) {
        starter.interrupt();
        starter.join(START);
      }
    } catch (InterruptedException hasty) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(WorkerFactory factory, long end) {
    factory.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  /** Only this host can upload what it has encoded. */
  private void awaitUploads(long end) {
    try {
      while (encoded != null && encoded.areWaiting() && System.nanoTime() - end < 0) {
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (IOException unreadable) {
      LOG.warn("The outputs on this host cannot be listed, reason={}", unreadable.getMessage());
    } catch (InterruptedException hasty) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
