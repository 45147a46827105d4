package io.reelway.api.jobs;

import io.reelway.api.engine.EngineUnavailableException;
import io.reelway.api.engine.EngineView;
import io.reelway.api.engine.JobCommands;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.observe.JobLog;
import io.reelway.api.problem.RequestException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels jobs that have not ended. */
public final class Cancellations {
  private static final Logger LOG = LoggerFactory.getLogger(Cancellations.class);

  /** More time than an encoder needs to stop. A slower one is stopped when its heartbeat fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final JobCommands commands;
  private final JobEngine engine;
  private final boolean unreliable;

  /**
   * @param unreliable whether the engine may lose a cancellation. The in-memory engine does if a
   *     stage ends at the same moment: the workflow then hangs forever (temporalio/sdk-java, issues
   *     2391 and 3088)
   */
  Cancellations(JobCommands commands, JobEngine engine, boolean unreliable) {
    this.commands = commands;
    this.engine = engine;
    this.unreliable = unreliable;
  }

  /**
   * Cancels a job. The engine has the command when this returns; the encoder stops within seconds.
   * A job that no worker has taken yet ends as soon as one does. Blocks.
   *
   * @param view the job as last read
   * @throws RequestException with {@code NOT_CANCELLABLE} if it has ended
   */
  public void cancel(JobSnapshot view) {
    if (view.state().isFinal()) {
      throw notCancellable();
    }
    String jobId = view.job().id();
    if (!commands.cancel(jobId)) {
      // If the engine has forgotten the job, start it again, so that its end is recorded.
      boolean forgotten = engine.start(view.job());
      if (!commands.cancel(jobId) && !forgotten) {
        throw notCancellable(); // It has ended in the meantime.
      }
    }
    if (unreliable) {
      CompletableFuture<Void> unused =
          commands
              .end(jobId, PATIENCE)
              .exceptionallyAsync(stillRunning -> {
                cancelAgain(view.job());
                return null;
              });
    }
  }

  private void cancelAgain(AcceptedJob job) {
    try {
      if (engine.describe(job.id()).block() instanceof EngineView.Running) {
        JobLog.about(
            job.id(), "cancel", () -> LOG.info("The engine lost a cancellation; it is repeated"));
        commands.restartAndStop(job);
      }
    } catch (EngineUnavailableException stopping) {
      JobLog.about(
          job.id(),
          "cancel",
          () -> LOG.info("Job could not be cancelled while the engine was stopping"));
    }
  }

  private static RequestException notCancellable() {
    return new RequestException(ErrorCode.NOT_CANCELLABLE, ErrorCode.NOT_CANCELLABLE.sentence());
  }
}
