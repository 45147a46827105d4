package io.reelway.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process with all that it has started. ffmpeg itself is a child of bubblewrap.
 *
 * @param processes those below first, so that none is left without the one that would end it
 */
record ProcessTree(List<ProcessHandle> processes) {
  static final ProcessTree NONE = new ProcessTree(List.of());

  private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
  private static final int PATIENCE_SECONDS = 2;

  /** Kills a living process and all below it; returns before they are gone. */
  static ProcessTree kill(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    return new ProcessTree(all);
  }

  /** Waits until they are gone, and write to no file any more. */
  void awaitEnd() {
    for (ProcessHandle killed : processes) {
      try {
        killed.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException stuck) {
        LOG.warn("A killed process has not ended yet, pid={}", killed.pid());
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
