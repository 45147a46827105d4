package io.reelway.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process of this machine that was killed, ours or not. The JDK looks every 0.3 s at best whether
 * a process that is no child of it has ended, and waits for its parent to collect it.
 */
public record KilledProcess(ProcessHandle process) {
  private static final Path PROC = Path.of("/proc");
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /**
   * Waits until it runs no code any more, interrupted or not. A thread that is interrupted stays
   * so.
   *
   * @return whether it has ended in that time
   */
  public boolean awaitEnd(Duration patience) {
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + patience.toNanos();
    while (!hasEnded() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE_NANOS);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return hasEnded();
  }

  private boolean hasEnded() {
    return !process.isAlive() || isOnlyToBeCollected(PROC.resolve(Long.toString(process.pid())));
  }

  /** Whether it is a zombie, and all its other threads are gone. */
  private static boolean isOnlyToBeCollected(Path status) {
    try (Stream<Path> threads = Files.list(status.resolve("task"))) {
      String line = Files.readString(status.resolve("stat"));
      return line.startsWith("Z", line.lastIndexOf(')') + 2) && threads.count() <= 1;
    } catch (IOException notLinux) {
      return false;
    }
  }
}
