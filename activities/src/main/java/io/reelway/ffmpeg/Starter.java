package io.reelway.ffmpeg;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts every process from one thread that lives as long as this process. The kernel kills ffmpeg
 * when the thread that started it ends; the thread of an activity, or the carrier of a virtual one,
 * may end earlier than the work.
 */
final class Starter {
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("ffmpeg-starter").factory());

  private Starter() {}

  static Process start(ProcessBuilder builder) throws IOException {
    CompletableFuture<Process> started = new CompletableFuture<>();
    THREAD.execute(() -> start(builder, started));
    try {
      return started.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cause
          ? cause
          : new IOException("Cannot start a process", failed);
    } catch (InterruptedException stop) {
      CompletableFuture<Void> unusedEnd = started.thenAccept(Process::destroyForcibly);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while starting a process");
    }
  }

  private static void start(ProcessBuilder builder, CompletableFuture<Process> started) {
    try {
      started.complete(builder.start());
    } catch (IOException | RuntimeException failed) {
      started.completeExceptionally(failed);
    }
  }
}
