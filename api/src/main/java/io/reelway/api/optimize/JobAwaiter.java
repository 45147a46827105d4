package io.reelway.api.optimize;

import io.reelway.api.follow.JobEnd;
import io.reelway.api.jobs.Cancellations;
import io.reelway.api.jobs.JobView;
import io.reelway.api.keys.Caller;
import io.reelway.api.observe.JobLog;
import io.reelway.api.problem.RequestException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Waits for jobs on behalf of clients that wait for the answer. */
final class JobAwaiter {
  private static final Logger LOG = LoggerFactory.getLogger(JobAwaiter.class);

  private final JobEnd ends;
  private final Cancellations cancellations;
  private final Scheduler blocking;
  private final Duration limit;

  JobAwaiter(
      JobEnd ends, Cancellations cancellations, Scheduler blocking, OptimizeSettings settings) {
    this.ends = ends;
    this.cancellations = cancellations;
    this.blocking = blocking;
    this.limit = settings.limit();
  }

  /**
   * The job when it has ended; empty when the time is up before, when this process stops, or when
   * nobody can tell. The job is accepted, so a failure to wait for it must not look like a refusal.
   * Fails with {@code NOT_FOUND} if the job was deleted meanwhile.
   */
  Mono<Optional<JobView>> end(String jobId, Caller caller) {
    return ends.of(jobId, caller, limit)
        .onErrorResume(
            failure -> !isDeleted(failure),
            failure -> {
              LOG.debug("A client is answered before its job has ended", failure);
              return Mono.just(Optional.empty());
            });
  }

  private static boolean isDeleted(Throwable failure) {
    return failure instanceof RequestException refused && refused.code() == ErrorCode.NOT_FOUND;
  }

  /**
   * Cancels the job of a client that no longer waits. While this process stops, it keeps the job,
   * because the stop itself may have cut the connection.
   */
  void abandon(AcceptedJob job) {
    if (ends.isClosed()) {
      return;
    }
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
