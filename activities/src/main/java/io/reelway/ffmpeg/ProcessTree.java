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
 * A process and all its descendants. ffmpeg itself is a child of bubblewrap.
 *
 * @param processes the processes known when the tree was killed
 * @param others completes when the unknown ones are killed
 */
record ProcessTree(List<ProcessHandle> processes, Future<?> others) {
  static final ProcessTree NONE =
      new ProcessTree(List.of(), CompletableFuture.completedFuture(null));

  private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * Kills a living process and all its descendants, and returns before they are gone. Descendants
   * go first, so that none outlives the process that would end it. A child that bubblewrap creates
   * meanwhile is not among them. It is found by its directory once no further child can follow.
   *
   * @param directory their working directory, without links
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

  /** Waits until all processes are gone and no longer write to any file. */
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
