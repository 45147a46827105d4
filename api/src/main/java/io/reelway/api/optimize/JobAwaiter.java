package io.reelway.api.optimize;

import io.reelway.api.engine.JobCommands;
import io.reelway.api.jobs.Cancellations;
import io.reelway.api.jobs.JobReader;
import io.reelway.api.jobs.JobView;
import io.reelway.api.keys.Caller;
import io.reelway.api.observe.JobLog;
import io.reelway.api.problem.RequestException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Waits for jobs on behalf of clients that wait for the answer. */
final class JobAwaiter {
  private static final Logger LOG = LoggerFactory.getLogger(JobAwaiter.class);

  /** A look that another client had taken a moment before the end may still be shared. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final JobCommands commands;
  private final Cancellations cancellations;
  private final JobReader reader;
  private final Scheduler blocking;
  private final Duration limit;

  JobAwaiter(
      JobCommands commands,
      Cancellations cancellations,
      JobReader reader,
      Scheduler blocking,
      OptimizeSettings settings) {
    this.commands = commands;
    this.cancellations = cancellations;
    this.reader = reader;
    this.blocking = blocking;
    this.limit = settings.limit();
  }

  /** The job when it has ended; empty when the time is up before. */
  Mono<Optional<JobView>> end(String jobId, Caller caller) {
    return Mono.fromFuture(() -> commands.end(jobId, limit))
        .then(
            reader
                .read(jobId, caller)
                .filter(view -> view.snapshot().state().isFinal())
                .repeatWhenEmpty(looks -> looks.delayElements(LOOK_AGAIN)))
        .map(Optional::of)
        .timeout(limit)
        .onErrorResume(TimeoutException.class, timeIsUp -> Mono.just(Optional.empty()));
  }

  /** Cancels the job of a client that does not wait any more. */
  void abandon(AcceptedJob job) {
    Mono.fromRunnable(() -> cancellations.cancel(JobSnapshot.accepted(job)))
        .subscribeOn(blocking)
        .subscribe(
            nothing -> {},
            failure -> {
              if (!(failure instanceof RequestException)) {
                log(
                    job,
                    () ->
                        LOG.warn(
                            "The client has left, but its job could not be cancelled, reason={}",
                            failure.getMessage()));
              }
            },
            () -> log(job, () -> LOG.info("The client has left; its job is cancelled")));
  }

  private static void log(AcceptedJob job, Runnable message) {
    JobLog.about(job.id(), "cancel", message);
  }
}
