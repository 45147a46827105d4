package io.reelway.api.jobs;

import io.reelway.api.problem.RequestException;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.JobCursor;
import io.reelway.catalog.JobFilter;
import io.reelway.catalog.JobFilter.State;
import io.reelway.catalog.JobRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The jobs of an owner, the newest first, page by page. */
final class JobList {
  /** Open jobs read per batch when the filter is pending or processing. */
  private static final int BATCH = 200;

  /** Maximum number of batches per page, because each open job costs a call to the engine. */
  private static final int MOST_BATCHES = 25;

  /** Jobs whose state is read concurrently. */
  private static final int AT_ONCE = 16;

  private final JobCatalog catalog;
  private final JobReader reader;
  private final Scheduler blocking;

  JobList(JobCatalog catalog, JobReader reader, Scheduler blocking) {
    this.catalog = catalog;
    this.reader = reader;
    this.blocking = blocking;
  }

  /**
   * Reads a page. All pages but the last are full; only with thousands of open jobs, a page of
   * pending or processing ones may hold fewer jobs.
   *
   * @param status {@code pending}, {@code processing}, {@code done} or {@code failed}; empty: all
   * @param after cursor of the last job of the page before; empty for the first page
   */
  Mono<Page> page(JobFilter filter, Optional<String> status, Optional<JobCursor> after, int limit) {
    return status
        .map(wanted ->
            switch (wanted) {
              case "done" -> page(filter.in(State.DONE), after, limit);
              case "failed" -> page(filter.in(State.FAILED), after, limit);
              default -> open(filter.in(State.OPEN), wanted, limit, new ArrayList<>(), after, 1);
            })
        .orElseGet(() -> page(filter, after, limit));
  }

  private Mono<Page> page(JobFilter filter, Optional<JobCursor> after, int limit) {
    return records(filter, after, limit + 1)
        .flatMap(records ->
            look(records.subList(0, Math.min(limit, records.size())))
                .map(views ->
                    new Page(
                        views, records.size() > limit ? place(records.get(limit - 1)) : null)));
  }

  /** Only the engine knows which open jobs run, so they are read in batches. */
  private Mono<Page> open(
      JobFilter filter,
      String status,
      int limit,
      List<JobView> found,
      Optional<JobCursor> after,
      int batch) {
    return records(filter, after, BATCH)
        .flatMap(records ->
            look(records)
                .flatMap(views -> {
                  views.stream()
                      .filter(view -> view.snapshot().state().status().equals(status))
                      .forEach(found::add);
                  if (found.size() > limit) {
                    List<JobView> page = List.copyOf(found.subList(0, limit));
                    return Mono.just(new Page(page, JobCursor.of(page.getLast().snapshot().job())));
                  }
                  if (records.size() < BATCH) {
                    return Mono.just(new Page(List.copyOf(found), null));
                  }
                  JobCursor last = place(records.getLast());
                  return batch == MOST_BATCHES
                      ? Mono.just(new Page(List.copyOf(found), last))
                      : open(filter, status, limit, found, Optional.of(last), batch + 1);
                }));
  }

  private Mono<List<JobRecord>> records(JobFilter filter, Optional<JobCursor> after, int limit) {
    return Mono.fromCallable(() -> catalog.list(filter, after, limit)).subscribeOn(blocking);
  }

  /** Leaves out jobs that were just deleted. */
  private Mono<List<JobView>> look(List<JobRecord> records) {
    return Flux.fromIterable(records)
        .flatMapSequential(
            record ->
                reader.present(record).onErrorResume(RequestException.class, e -> Mono.empty()),
            AT_ONCE,
            1)
        .collectList();
  }

  private static JobCursor place(JobRecord record) {
    return JobCursor.of(record.snapshot().job());
  }

  /**
   * A page of the list.
   *
   * @param next cursor for the next page; {@code null} on the last
   */
  record Page(List<JobView> items, @Nullable JobCursor next) {}
}
