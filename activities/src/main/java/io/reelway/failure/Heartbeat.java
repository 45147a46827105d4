package io.reelway.failure;

import io.reelway.job.Progress;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import java.util.Objects;
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
  private volatile @Nullable Runnable onDisowned;
  private volatile @Nullable ActivityCompletionException stop;

  private Heartbeat(ActivityExecutionContext context, Progress first) {
    this.context = context;
    this.progress =
        first.notBehind(context.getHeartbeatDetails(Progress.class).orElse(Progress.NONE));
  }

  /**
   * Runs the body of an activity with a heartbeat every second, so that a short one costs none.
   * When the activity is cancelled or given to another worker, what {@link #stopWith} named is
   * called, and whatever the body then throws is replaced by the reason. While the engine cannot be
   * reached the body goes on.
   */
  public static <T> T during(Body<T> body) {
    return during(new Heartbeat(Activity.getExecutionContext(), Progress.NONE), 1, body);
  }

  /**
   * Likewise, with a heartbeat from the first moment.
   *
   * @param first what that carries
   */
  public static <T> T during(Progress first, Body<T> body) {
    return during(new Heartbeat(Activity.getExecutionContext(), first), 0, body);
  }

  private static <T> T during(Heartbeat heartbeat, int delay, Body<T> body) {
    Future<?> pulse = PULSE.scheduleAtFixedRate(heartbeat::beat, delay, 1, TimeUnit.SECONDS);
    try {
      return FailureMapper.of(() -> heartbeat.run(body), () -> heartbeat.progress);
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

  /**
   * What to do instead when nobody waits for this attempt any more, because its heartbeats were
   * missed: whoever took over may yet come and ask for what it has made.
   */
  public void whenDisowned(Runnable action) {
    onDisowned = action;
  }

  private void beat() {
    if (stop != null) {
      return;
    }
    try {
      context.heartbeat(progress);
    } catch (ActivityNotExistsException disowned) {
      stop = disowned;
      Objects.requireNonNullElse(onDisowned, onStop).run();
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
