package io.reelway.api.submit;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Runs work that must complete once it has started, although the thread of its request is
 * interrupted when the client disconnects. An interrupted call to the store or engine may have
 * taken effect without anyone knowing.
 */
final class Uninterrupted {
  private final Scheduler blocking;

  /**
   * @param blocking runs the work, on a thread that no client interrupts
   */
  Uninterrupted(Scheduler blocking) {
    this.blocking = blocking;
  }

  /** Runs the work and waits for it; an interruption is delivered afterwards. */
  <T extends @Nullable Object> T call(Callable<T> work) throws IOException {
    CompletableFuture<T> end =
        Mono.fromCallable(work).subscribeOn(blocking).contextCapture().toFuture();
    try {
      return end.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof IOException io) {
        throw io;
      }
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }
}
