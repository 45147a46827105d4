package io.reelway.ffmpeg;

import io.reelway.scratch.KilledProcess;
import io.reelway.scratch.WorkingProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process with all that it has started. ffmpeg itself is a child of bubblewrap.
 *
 * @param processes those that were known when it was killed
 * @param others ends when those that were not known are killed
 */
record ProcessTree(List<ProcessHandle> processes, Future<?> others) {
  static final ProcessTree NONE =
      new ProcessTree(List.of(), CompletableFuture.completedFuture(null));

  private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * Kills a living process and all below it, those below first, so that none is left without the
   * one that would end it; returns before they are gone. A child that bubblewrap makes meanwhile is
   * not among them. It is found once no further one can follow: by its directory.
   *
   * @param directory where they run, without links
   */
  static ProcessTree kill(Process process, Path directory) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture<Void> others =
        process
            .onExit()
            .thenRunAsync(() -> new WorkingProcesses(directory).killAllBut(Starter::isRunning));
    return new ProcessTree(all, others);
  }

  /** Waits until they are gone, and write to no file any more. */
  void awaitEnd() {
    for (ProcessHandle killed : processes) {
      if (!new KilledProcess(killed).awaitEnd(PATIENCE)) {
        LOG.warn("A killed process is still running, pid={}", killed.pid());
      }
    }
    try {
      others.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException stuck) {
      LOG.warn("Children of a killed process may still run, reason={}", stuck.toString());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
