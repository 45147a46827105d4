package io.reelway.ffmpeg;

import io.reelway.scratch.WorkingProcesses;
import java.nio.file.Path;
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
 * @param ends the end of each of its processes
 */
record ProcessTree(List<Future<?>> ends) {
  static final ProcessTree NONE = new ProcessTree(List.of());

  private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
  private static final int PATIENCE_SECONDS = 2;

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
    List<Future<?>> ends = new ArrayList<>(all.stream().map(ProcessHandle::onExit).toList());
    CompletableFuture<Void> rest =
        process
            .onExit()
            .thenRunAsync(() -> new WorkingProcesses(directory).killAllBut(Starter::isRunning));
    ends.add(rest);
    return new ProcessTree(ends);
  }

  /** Waits until they are gone, and write to no file any more. */
  void awaitEnd() {
    for (Future<?> end : ends) {
      try {
        end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException stuck) {
        LOG.warn("A killed process has not ended yet");
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
