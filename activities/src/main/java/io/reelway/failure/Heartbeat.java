package io.reelway.failure;

import io.reelway.job.Progress;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says every second that a stage is alive and how far it is, and hears in return that it shall
 * stop. Thread-safe.
 */
public final class Heartbeat {
  private static final ScheduledExecutorService PULSE =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeats").factory());

  private final ActivityExecutionContext context;
  private volatile Progress progress;
  private volatile Runnable onStop = () -> {};
  private volatile @Nullable ActivityCompletionException stop;

  private Heartbeat(ActivityExecutionContext context) {
    this.context = context;
    this.progress = context.getHeartbeatDetails(Progress.class).orElse(Progress.NONE);
  }

  /**
   * Runs the body of an activity with a heartbeat from its first moment to its last. When the
   * activity is cancelled or given to another worker, what {@link #stopWith} named is called, and
   * whatever the body then throws is replaced by the reason.
   */
  public static <T> T during(Body<T> body) {
    Heartbeat heartbeat = new Heartbeat(Activity.getExecutionContext());
    Future<?> pulse = PULSE.scheduleAtFixedRate(heartbeat::beat, 0, 1, TimeUnit.SECONDS);
    try {
      return Translation.of(() -> heartbeat.run(body), () -> heartbeat.progress);
    } finally {
      pulse.cancel(false);
    }
  }

  private <T> T run(Body<T> body) throws Exception {
    try {
      return body.run(this);
    } catch (Exception e) {
      ActivityCompletionException reason = stop;
      if (reason != null) {
        throw reason;
      }
      throw e;
    }
  }

  /**
   * What the next beat carries. Its percent never falls, not even below what an earlier attempt had
   * reached.
   */
  public void report(Progress latest) {
    progress = latest.notBehind(progress);
  }

  /** What to do when the stage shall stop: end the work so that the body throws. */
  public void stopWith(Runnable action) {
    onStop = action;
    if (stop != null) {
      action.run();
    }
  }

  private void beat() {
    if (stop != null) {
      return;
    }
    try {
      context.heartbeat(progress);
    } catch (ActivityCompletionException reason) {
      stop = reason;
      onStop.run();
    }
  }

  /** The body of an activity. */
  @FunctionalInterface
  public interface Body<T> {
    T run(Heartbeat heartbeat) throws Exception;
  }
}
