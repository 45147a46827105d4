package io.reelway.api.jobs;

import io.reelway.api.engine.EngineView;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.JobRecord;
import io.reelway.job.ErrorCode;
import io.reelway.store.JobLocations;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tells how a job stands, cheaply and without a worker: the catalog has the job and its end, the
 * engine what happens in between. One look serves all who ask at the same time. Nothing is cached,
 * so that a change by another process is visible at once.
 */
public final class JobReader {
  private final JobCatalog catalog;
  private final JobEngine engine;
  private final Scheduler blocking;
  private final RequestCoalescer<String, JobView> looks = new RequestCoalescer<>(this::look);

  /**
   * @param blocking where the catalog is read
   */
  JobReader(JobCatalog catalog, JobEngine engine, Scheduler blocking) {
    this.catalog = catalog;
    this.engine = engine;
    this.blocking = blocking;
  }

  /**
   * The job; fails with {@code NOT_FOUND} when it does not exist or is another caller's, or {@code
   * UNAVAILABLE} when nobody can tell.
   */
  public Mono<JobView> read(String jobId, Caller caller) {
    return read(jobId)
        .filter(view -> caller.sees(view.snapshot().job()))
        .switchIfEmpty(Mono.error(JobReader::notFound));
  }

  /** The job, for a caller that is known to be allowed to see it. */
  public Mono<JobView> read(String jobId) {
    return JobLocations.isId(jobId) ? looks.ask(jobId) : Mono.error(notFound());
  }

  private Mono<JobView> look(String jobId) {
    return stored(jobId).flatMap(this::present);
  }

  /** How the job of a record stands at this moment. */
  Mono<JobView> present(JobRecord record) {
    return record.isFinal() || !record.started()
        ? Mono.just(view(record))
        : engine.describe(record.snapshot().job().id()).flatMap(view -> running(record, view));
  }

  private Mono<JobView> running(JobRecord record, EngineView view) {
    return switch (view) {
      case EngineView.Running running ->
          Mono.just(new JobView(running.snapshot(), running.stages(), running.queued(), null));
      case EngineView.Erasing erasing -> Mono.error(notFound());
      // It has ended since the record was read, or the engine gets it again soon.
      case EngineView.Closed closed -> stored(record.snapshot().job().id()).map(JobReader::view);
      case EngineView.Unknown unknown -> stored(record.snapshot().job().id()).map(JobReader::view);
    };
  }

  private Mono<JobRecord> stored(String jobId) {
    return Mono.fromCallable(() -> catalog.find(jobId).orElse(null))
        .subscribeOn(blocking)
        .switchIfEmpty(Mono.error(JobReader::notFound));
  }

  private static JobView view(JobRecord record) {
    return JobView.stored(record.snapshot(), record.webhook());
  }

  private static RequestException notFound() {
    return new RequestException(ErrorCode.NOT_FOUND, "There is no such job.");
  }
}
