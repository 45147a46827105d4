package io.reelway.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process of this machine that was killed, ours or not. The wait of the JDK is too slow for a
 * process that is not a child of this one: it checks every 0.3 s at best, and waits until the
 * parent has collected the process.
 */
public record KilledProcess(ProcessHandle process) {
  private static final Path PROC = Path.of("/proc");
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /**
   * Waits until the process runs no more code. An interrupt does not end the wait; the interrupt
   * status of the thread stays set.
   *
   * @return whether the process ended within that time
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

  /** Whether the process is a zombie and all its other threads are gone. */
  private static boolean isOnlyToBeCollected(Path status) {
    try (Stream<Path> threads = Files.list(status.resolve("task"))) {
      String line = Files.readString(status.resolve("stat"));
      return line.startsWith("Z", line.lastIndexOf(')') + 2) && threads.count() <= 1;
    } catch (IOException notLinux) {
      return false;
    }
  }
}
