package io.reelway.failure;

import io.reelway.job.Progress;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the progress of a stage twice a second, and stops the stage when the engine answers that
 * it is cancelled or reassigned to another worker. Thread-safe.
 */
public final class Heartbeat {
  /**
   * Interval of heartbeats to the engine. The engine reports a cancellation in the answer to a
   * heartbeat, so a cancelled job frees its slot within two seconds.
   */
  public static final Duration SENT_EVERY = Duration.ofMillis(500);

  /**
   * The answer to one heartbeat arrives with the next, and only one heartbeat per second is sent.
   */
  private static final long PULSE_MILLIS = 250;

  /** The delay of the first heartbeat. Most stages take less time and send none. */
  private static final long FIRST_MILLIS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final ActivityExecutionContext context;
  private final Interruption interruption = new Interruption();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Progress progress;
  private volatile Runnable onStop = () -> {};
  private volatile @Nullable Runnable onDisowned;
  private volatile @Nullable ActivityCompletionException stop;

  /** Opened in the thread of the body, which it may interrupt. */
  private Heartbeat(ActivityExecutionContext context, Progress first) {
    this.context = context;
    this.progress =
        first.notBehind(context.getHeartbeatDetails(Progress.class).orElse(Progress.NONE));
  }

  /**
   * Runs the body of an activity with heartbeats from its first second on, so that a short one
   * costs none. When the activity is cancelled or given to another worker, and at the latest at its
   * start-to-close timeout, the thread of the body is interrupted. After a cancellation the
   * cancellation replaces any exception of the body. While the engine cannot be reached, the body
   * continues.
   */
  public static <T> T during(Body<T> body) {
    return during(Progress.NONE, FIRST_MILLIS, body);
  }

  /**
   * Runs the body of an activity with heartbeats, the first one at once.
   *
   * @param first the details of the first heartbeat
   */
  public static <T> T during(Progress first, Body<T> body) {
    return during(first, 0, body);
  }

  private static <T> T during(Progress first, long delay, Body<T> body) {
    Heartbeat heartbeat = new Heartbeat(Activity.getExecutionContext(), first);
    // The client waits for the engine. With a thread of its own, a stage does not wait for others.
    Thread.ofVirtual().name("heartbeat").start(() -> heartbeat.pulse(delay));
    try {
      return FailureMapper.counted(() -> heartbeat.run(body), () -> heartbeat.progress);
    } finally {
      heartbeat.ended.countDown();
      heartbeat.interruption.close();
    }
  }

  private <T> T run(Body<T> body) throws IOException, InterruptedException {
    try {
      return TimeLimit.ofActivity(() -> body.run(this));
    } catch (IOException | InterruptedException | RuntimeException failure) {
      ActivityCompletionException reason = stop;
      if (reason != null) {
        throw reason;
      }
      throw failure;
    }
  }

  /**
   * The details of the next heartbeat. The percentage never falls, not even below that of an
   * earlier attempt.
   */
  public void report(Progress latest) {
    progress = latest.notBehind(progress);
  }

  /**
   * Sets an action that stops the work where an interrupt of its thread is not enough, so that the
   * body throws.
   */
  public void stopWith(Runnable action) {
    onStop = action;
    if (stop != null) {
      action.run();
    }
  }

  /** Interrupts the thread of the body, unless the body has ended. */
  public void interrupt() {
    interruption.interrupt();
  }

  /**
   * Called instead of the interrupt when the engine has given up this attempt because of missing
   * heartbeats: the next attempt may still use its work.
   */
  public void whenDisowned(Runnable action) {
    onDisowned = action;
  }

  private void pulse(long delay) {
    try {
      long pause = delay;
      while (stop == null && !ended.await(pause, TimeUnit.MILLISECONDS)) {
        beat();
        pause = PULSE_MILLIS;
      }
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void beat() {
    try {
      context.heartbeat(progress);
    } catch (ActivityNotExistsException disowned) {
      stop = disowned;
      Objects.requireNonNullElse(onDisowned, this::end).run();
    } catch (ActivityCompletionException reason) {
      stop = reason;
      end();
    } catch (RuntimeException missed) {
      // An exception would end the heartbeats, and nothing could stop the stage.
      LOG.warn("A heartbeat could not be sent, reason={}", String.valueOf(missed));
    }
  }

  private void end() {
    onStop.run();
    interrupt();
  }

  /** The body of an activity. */
  @FunctionalInterface
  public interface Body<T> {
    T run(Heartbeat heartbeat) throws IOException, InterruptedException;
  }
}
