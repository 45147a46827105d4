package io.reelway.api.jobs;

import io.reelway.api.engine.EngineUnavailableException;
import io.reelway.api.engine.EngineView;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.store.JobLocations;
import io.reelway.store.JobRecords;
import io.reelway.store.WebhookRecords;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tells how a job stands, cheaply and without a worker: running ones from the engine, the rest from
 * the store. One look serves all who ask at the same time. Nothing is remembered, so that what
 * another process has changed or erased is known here at once.
 */
public final class JobReader {
  private final JobRecords records;
  private final WebhookRecords webhooks;
  private final JobEngine engine;
  private final Scheduler blocking;
  private final Coalescing<String, JobView> looks = new Coalescing<>(this::look);

  /**
   * @param blocking where the store is read
   */
  public JobReader(
      JobRecords records, WebhookRecords webhooks, JobEngine engine, Scheduler blocking) {
    this.records = records;
    this.webhooks = webhooks;
    this.engine = engine;
    this.blocking = blocking;
  }

  /**
   * The job; fails with {@code NOT_FOUND} when it does not exist or is another caller's, or {@code
   * UNAVAILABLE} when nobody can tell.
   */
  Mono<JobView> read(String jobId, Caller caller) {
    return read(jobId)
        .filter(seen -> caller.sees(seen.snapshot().job()))
        .switchIfEmpty(Mono.error(JobReader::notFound));
  }

  /** The job, for whom it is known that they may see it. */
  Mono<JobView> read(String jobId) {
    return JobLocations.isId(jobId) ? looks.ask(jobId) : Mono.error(notFound());
  }

  private Mono<JobView> look(String jobId) {
    return engine
        .look(jobId)
        .flatMap(
            view ->
                switch (view) {
                  case EngineView.Running running ->
                      Mono.just(
                          new JobView(
                              running.snapshot(), running.progress(), running.queued(), null));
                  case EngineView.Erasing erasing -> Mono.error(notFound());
                  case EngineView.Closed closed -> stored(jobId);
                  case EngineView.Unknown unknown -> stored(jobId);
                })
        .onErrorResume(
            EngineUnavailableException.class,
            unavailable ->
                stored(jobId).filter(JobView::isFinal).switchIfEmpty(Mono.error(unavailable)));
  }

  private Mono<JobView> stored(String jobId) {
    return Mono.fromCallable(() -> find(jobId))
        .subscribeOn(blocking)
        .switchIfEmpty(Mono.error(JobReader::notFound));
  }

  private @Nullable JobView find(String jobId) throws IOException {
    JobSnapshot record = records.find(jobId).orElse(null);
    return record == null ? null : JobView.stored(record, webhooks.find(record).orElse(null));
  }

  private static RequestException notFound() {
    return new RequestException(ErrorCode.NOT_FOUND, "There is no such job.");
  }
}
