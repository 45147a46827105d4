package io.reelway.api.jobs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reelway.api.engine.EngineView;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.job.Progress;
import io.reelway.store.JobRecords;
import java.time.Duration;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tells how a job stands, cheaply and without a worker: final states from memory, running ones from
 * the engine (once for all who ask within a moment), the rest from the store.
 */
public final class JobReader {
  private static final Pattern JOB_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final JobRecords records;
  private final JobEngine engine;
  private final Scheduler blocking;

  /**
   * How long an end is told from memory. Final states never change, but jobs are erased, perhaps
   * through another process: whoever erases one waits this long before saying so.
   */
  static final Duration MEMORY = Duration.ofMillis(500);

  private final Cache<String, Seen> ended =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(MEMORY).build();

  /** Polls of one job within this time share one look at the engine. */
  private final Cache<String, Mono<Seen>> fresh =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMillis(100)).build();

  /**
   * @param blocking where the store is read
   */
  public JobReader(JobRecords records, JobEngine engine, Scheduler blocking) {
    this.records = records;
    this.engine = engine;
    this.blocking = blocking;
  }

  /**
   * The job; fails with {@code NOT_FOUND} when it does not exist or is another caller's, or {@code
   * UNAVAILABLE} when nobody can tell.
   */
  Mono<Seen> read(String jobId, Caller caller) {
    return read(jobId)
        .filter(seen -> caller.sees(seen.snapshot().job()))
        .switchIfEmpty(Mono.error(JobReader::notFound));
  }

  private Mono<Seen> read(String jobId) {
    if (!JOB_ID.matcher(jobId).matches()) {
      return Mono.error(notFound());
    }
    Seen known = ended.getIfPresent(jobId);
    return known != null
        ? Mono.just(known)
        : fresh.get(jobId, id -> look(id).doOnNext(seen -> remember(id, seen)).cache());
  }

  private Mono<Seen> look(String jobId) {
    return engine
        .look(jobId)
        .flatMap(
            view ->
                switch (view) {
                  case EngineView.Running running ->
                      Mono.just(new Seen(running.snapshot(), running.progress()));
                  case EngineView.Erasing erasing -> Mono.error(notFound());
                  case EngineView.Closed closed -> stored(jobId);
                  case EngineView.Unknown unknown -> stored(jobId);
                })
        .onErrorResume(
            unavailable ->
                stored(jobId)
                    .filter(seen -> seen.snapshot().state().isFinal())
                    .switchIfEmpty(Mono.error(unavailable)));
  }

  private Mono<Seen> stored(String jobId) {
    return Mono.fromCallable(() -> records.find(jobId))
        .subscribeOn(blocking)
        .flatMap(
            record ->
                record
                    .map(snapshot -> Mono.just(new Seen(snapshot, Progress.NONE)))
                    .orElseGet(() -> Mono.error(notFound())));
  }

  private void remember(String jobId, Seen seen) {
    if (seen.snapshot().state().isFinal()) {
      ended.put(jobId, seen);
    }
  }

  private static RequestException notFound() {
    return new RequestException(ErrorCode.NOT_FOUND, "There is no such job.");
  }

  /** A job as it was seen at one moment. */
  record Seen(JobSnapshot snapshot, Progress progress) {}
}
