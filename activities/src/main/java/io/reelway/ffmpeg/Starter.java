package io.reelway.ffmpeg;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Starts every process from one thread that lives as long as this process. The kernel kills ffmpeg
 * when the thread that started it ends. The thread of an activity, or the carrier of a virtual one,
 * may end before the work does.
 */
final class Starter {
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("ffmpeg-starter").factory());

  private static final Set<ProcessHandle> RUNNING = ConcurrentHashMap.newKeySet();

  private Starter() {}

  /** Whether a process is a running process that was started here, or a descendant of one. */
  static boolean isRunning(ProcessHandle process) {
    return Stream.iterate(
            Optional.of(process), Optional::isPresent, each -> each.flatMap(ProcessHandle::parent))
        .flatMap(Optional::stream)
        .anyMatch(RUNNING::contains);
  }

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
      Process process = builder.start();
      ProcessHandle handle = process.toHandle();
      RUNNING.add(handle);
      CompletableFuture<Boolean> unusedEnd =
          process.onExit().thenApply(end -> RUNNING.remove(handle));
      started.complete(process);
    } catch (IOException | RuntimeException failed) {
      started.completeExceptionally(failed);
    }
  }
}
