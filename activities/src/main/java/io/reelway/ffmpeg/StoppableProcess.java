package io.reelway.ffmpeg;

import io.reelway.failure.TimeLimitException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process with a deadline, or several in sequence. {@link #stop} ends it from any thread, even
 * before the start; then no further process starts. Thread-safe.
 */
final class StoppableProcess {
  private static final ScheduledExecutorService DEADLINES =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ffmpeg-deadlines").factory());

  private final Duration limit;

  private @Nullable Process process;
  private @Nullable Path directory;
  private @Nullable ScheduledFuture<?> deadline;
  private ProcessTree killed = ProcessTree.NONE;
  private boolean stopped;
  private boolean expired;

  /**
   * @param limit maximum run time of each process
   */
  StoppableProcess(Duration limit) {
    this.limit = limit;
  }

  /**
   * Starts a process. The previous one must have ended.
   *
   * @param builder must have a directory, which identifies leftover processes
   * @throws InterruptedIOException when {@link #stop} was called before
   */
  synchronized Process start(ProcessBuilder builder) throws IOException {
    if (stopped) {
      throw new InterruptedIOException("Stopped before the start");
    }
    Process started = Starter.start(builder);
    process = started;
    directory = builder.directory().toPath().toRealPath();
    deadline = DEADLINES.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    return started;
  }

  /** Kills the process and its children at once; no further process starts. */
  synchronized void stop() {
    stopped = true;
    kill();
  }

  /**
   * Throws if the process was stopped. This ends work between two processes.
   *
   * @throws InterruptedIOException when it was stopped
   */
  synchronized void throwIfStopped() throws InterruptedIOException {
    if (stopped) {
      throw new InterruptedIOException("Stopped");
    }
  }

  /**
   * Ends the deadline of a process that has ended.
   *
   * @throws TimeLimitException when the deadline ended it
   * @throws InterruptedIOException when it was stopped
   */
  synchronized void throwIfCutShort() throws IOException {
    cancelDeadline();
    if (expired) {
      throw new TimeLimitException(limit, null);
    }
    throwIfStopped();
  }

  /** The exit code of the last process; empty while it runs. */
  synchronized OptionalInt exitCode() {
    return process == null || process.isAlive()
        ? OptionalInt.empty()
        : OptionalInt.of(process.exitValue());
  }

  /** Whether the deadline ended the process. */
  synchronized boolean hasExpired() {
    return expired;
  }

  /** Whether {@link #stop} was called. */
  synchronized boolean isStopped() {
    return stopped;
  }

  /** Kills what still runs. After this returns, no process writes to its files any more. */
  void end() {
    ProcessTree last;
    synchronized (this) {
      cancelDeadline();
      kill();
      last = killed;
    }
    last.awaitEnd();
  }

  private synchronized void expire() {
    if (process != null && process.isAlive()) {
      expired = true;
      kill();
    }
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  private void kill() {
    if (process != null && directory != null && process.isAlive()) {
      killed = ProcessTree.kill(process, directory);
    }
  }
}
