package io.reelway.api.jobs;

import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.store.JobIndex;
import io.reelway.store.JobIndex.Entry;
import io.reelway.store.UnreadableRecordException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The jobs of a caller, the newest first, page by page. */
public final class JobList {
  /**
   * Jobs that are looked at for one page when only some of them are wanted: as many as the longest
   * page without a filter has, so that no page costs more than that one.
   */
  private static final int LOOKED_AT = 200;

  /** Jobs that are looked at side by side. */
  private static final int AT_ONCE = 16;

  private final JobIndex index;
  private final JobReader reader;
  private final Scheduler blocking;

  public JobList(JobIndex index, JobReader reader, Scheduler blocking) {
    this.index = index;
    this.reader = reader;
    this.blocking = blocking;
  }

  /**
   * A page. With a status it may hold less than the limit, or nothing, and yet not be the last: the
   * work for one page is bounded.
   *
   * @param cursor of an earlier page; empty for the newest
   * @param status only jobs that are in it now; empty: all
   */
  Mono<Page> page(Caller caller, Optional<String> cursor, Optional<String> status, int limit) {
    int wanted = status.isPresent() ? LOOKED_AT : limit + 1;
    return Mono.fromCallable(() -> index.page(caller.owner(), cursor, wanted))
        .subscribeOn(blocking)
        .flatMap(
            entries ->
                Flux.fromIterable(entries)
                    .flatMapSequential(entry -> look(entry, caller), AT_ONCE, 1)
                    .filter(
                        item ->
                            status
                                .map(item.seen().snapshot().state().status()::equals)
                                .orElse(true))
                    .take(limit)
                    .collectList()
                    .map(items -> new Page(items, next(entries, items, limit, wanted))));
  }

  /** A job that was erased a moment ago, never came to be, or cannot be read, is passed over. */
  private Mono<Item> look(Entry entry, Caller caller) {
    return reader
        .read(entry.jobId(), caller)
        .map(seen -> new Item(seen, entry.cursor()))
        .onErrorResume(RequestException.class, gone -> Mono.empty())
        .onErrorResume(UnreadableRecordException.class, broken -> Mono.empty());
  }

  private static @Nullable String next(
      List<Entry> entries, List<Item> items, int limit, int wanted) {
    if (items.size() == limit) {
      String last = items.getLast().cursor();
      return last.equals(entries.getLast().cursor()) && entries.size() < wanted ? null : last;
    }
    return entries.size() < wanted ? null : entries.getLast().cursor();
  }

  /**
   * Part of the list.
   *
   * @param next where the next page begins; {@code null} after the last
   */
  record Page(List<Item> items, @Nullable String next) {}

  /** A job at its place. */
  record Item(JobView seen, String cursor) {}
}
