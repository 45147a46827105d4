package io.reelway.api.submit;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Work that must come to its end once it has begun, although the thread of its request is
 * interrupted when the client leaves. A call to the store or to the engine that is broken off may
 * have had its effect, and nobody would know.
 */
final class Uninterrupted {
  private final Scheduler blocking;

  /**
   * @param blocking runs the work, on a thread that no client interrupts
   */
  Uninterrupted(Scheduler blocking) {
    this.blocking = blocking;
  }

  /** Does the work, which the calling thread waits for. An interruption is kept for later. */
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
