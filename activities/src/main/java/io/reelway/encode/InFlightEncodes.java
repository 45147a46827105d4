package io.reelway.encode;

import io.reelway.failure.Heartbeat;
import io.reelway.job.Progress;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The running encodes of this process, each once: another attempt at a running encode joins it
 * instead of starting again. Such an attempt comes when heartbeats did not reach the engine for
 * some time although the encode continued. Thread-safe.
 */
public final class InFlightEncodes {
  /**
   * How long an encode continues after the engine has given up its attempt, so that the next
   * attempt finds it. Longer than the next attempt needs to arrive. If the host was frozen, no
   * attempt comes, because other hosts have taken over.
   */
  private static final Duration DISOWNED = Duration.ofSeconds(20);

  /** By the identity of the request. */
  private final ConcurrentMap<EncodeRequest, Running> all = new ConcurrentHashMap<>();

  /**
   * Runs the work in this thread, or joins a running encode of the same request.
   *
   * @param first the progress that joining attempts report at first
   * @param heartbeat the heartbeat of the calling attempt
   */
  Encoded once(EncodeRequest request, Progress first, Heartbeat heartbeat, Work work)
      throws IOException, InterruptedException {
    EncodeRequest key = request.identity();
    Running mine = new Running(first);
    Running other = all.putIfAbsent(key, mine);
    if (other != null) {
      return other.join(heartbeat);
    }
    mine.stopWith(heartbeat::interrupt);
    heartbeat.stopWith(mine::stop);
    heartbeat.whenDisowned(mine::release);
    try {
      Encoded encoded = work.run(mine);
      all.remove(key);
      mine.end.complete(encoded);
      return encoded;
    } catch (Throwable failure) {
      all.remove(key);
      mine.end.completeExceptionally(failure);
      throw failure;
    }
  }

  /** The running encode of this request; empty if there is none. */
  Optional<Running> find(EncodeRequest request) {
    return Optional.ofNullable(all.get(request.identity()));
  }

  /** The work of an encode. */
  @FunctionalInterface
  interface Work {
    Encoded run(Running running) throws IOException, InterruptedException;
  }

  /** A running encode, shared by all attempts that wait for it. */
  static final class Running {
    private static final long LOOK_MILLIS = 500;

    private final CompletableFuture<Encoded> end = new CompletableFuture<>();
    private volatile Progress progress;
    private Runnable stopper = () -> {};
    private int waiting = 1;
    private boolean stopped;

    Running(Progress first) {
      this.progress = first;
    }

    /** The progress that joining attempts report. */
    void report(Progress latest) {
      progress = latest;
    }

    /** Sets the action that stops the work, which then throws. */
    private synchronized void stopWith(Runnable action) {
      stopper = action;
      if (stopped) {
        action.run();
      }
    }

    /**
     * Waits for the end of the encode on behalf of another attempt.
     *
     * <p>Throws the exception of the work.
     */
    Encoded join(Heartbeat heartbeat) throws IOException, InterruptedException {
      CompletableFuture<Encoded> mine = end.copy();
      hold();
      heartbeat.stopWith(this::stop);
      heartbeat.whenDisowned(() -> mine.cancel(false));
      try {
        while (true) {
          heartbeat.report(progress);
          try {
            return mine.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
          } catch (TimeoutException goesOn) {
            // Reports the progress again.
          }
        }
      } catch (ExecutionException failed) {
        throw rethrown(failed);
      } catch (CancellationException disowned) {
        throw new InterruptedException("This attempt is no longer needed");
      } finally {
        release();
      }
    }

    private static IOException rethrown(ExecutionException failed) throws InterruptedException {
      return switch (failed.getCause()) {
        case Error broken -> throw broken;
        case RuntimeException refused -> throw refused;
        case InterruptedException stopped -> throw stopped;
        case IOException trouble -> trouble;
        case null, default -> new IOException("The encode failed", failed);
      };
    }

    private synchronized void hold() {
      waiting++;
    }

    /** Removes a waiting attempt; if none is left and none arrives, the encode is stopped. */
    private synchronized void release() {
      waiting--;
      CompletableFuture.delayedExecutor(DISOWNED.toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::stopUnlessAwaited);
    }

    private synchronized void stopUnlessAwaited() {
      if (waiting == 0) {
        stop();
      }
    }

    private synchronized void stop() {
      stopped = true;
      stopper.run();
    }
  }
}
