package io.reelway.api.jobs;

import io.reelway.api.engine.EngineView;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.JobRecord;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.store.JobLocations;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Reads the state of jobs, cheaply and without a worker: the catalog has the job and its end, the
 * engine has the state in between. Concurrent requests for one job share one read. Nothing is
 * cached, so that changes by other processes are visible at once.
 */
public final class JobReader {
  private final JobCatalog catalog;
  private final JobEngine engine;
  private final Scheduler blocking;
  private final RequestCoalescer<String, JobView> looks = new RequestCoalescer<>(this::look);

  /**
   * @param blocking scheduler for reads of the catalog
   */
  JobReader(JobCatalog catalog, JobEngine engine, Scheduler blocking) {
    this.catalog = catalog;
    this.engine = engine;
    this.blocking = blocking;
  }

  /**
   * The job; fails with {@code NOT_FOUND} if it does not exist or belongs to another caller, or
   * {@code UNAVAILABLE} if catalog or engine do not answer.
   */
  public Mono<JobView> read(String jobId, Caller caller) {
    return read(jobId)
        .filter(view -> caller.sees(view.snapshot().job()))
        .switchIfEmpty(Mono.error(JobReader::notFound));
  }

  /** The job, without a check of the caller. */
  public Mono<JobView> read(String jobId) {
    return JobLocations.isId(jobId) ? looks.ask(jobId) : Mono.error(notFound());
  }

  /**
   * The job as the catalog has it, without a question to the engine; fails with {@code NOT_FOUND}
   * if it does not exist or belongs to another caller.
   */
  Mono<AcceptedJob> job(String jobId, Caller caller) {
    return (JobLocations.isId(jobId) ? stored(jobId) : Mono.<JobRecord>error(notFound()))
        .map(record -> record.snapshot().job())
        .filter(caller::sees)
        .switchIfEmpty(Mono.error(JobReader::notFound));
  }

  private Mono<JobView> look(String jobId) {
    return stored(jobId).flatMap(this::present);
  }

  /** The present state of the job of a record. */
  Mono<JobView> present(JobRecord record) {
    return record.isFinal() || !record.started()
        ? Mono.just(view(record))
        : BetweenParts.passed(engine.describe(record.snapshot().job().id()))
            .flatMap(view -> running(record, view));
  }

  private Mono<JobView> running(JobRecord record, EngineView view) {
    return switch (view) {
      case EngineView.Running running -> Mono.just(JobView.running(running, record.snapshot()));
      case EngineView.Erasing erasing -> Mono.error(notFound());
      // It has ended since the record was read, or will be started again soon.
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
