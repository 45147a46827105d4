package io.reelway.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.store.JobIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The list of jobs. */
@RestController
final class ListController {
  private static final int MOST = 200;
  private static final Set<String> STATUSES = Set.of("pending", "processing", "done", "failed");

  private final JobList jobs;
  private final Downloads downloads;

  ListController(JobList jobs, Downloads downloads) {
    this.jobs = jobs;
    this.downloads = downloads;
  }

  @GetMapping("/api/media/jobs")
  Mono<ResponseEntity<ListBody>> list(
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "50") String limit,
      @RequestParam(defaultValue = "") String cursor,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      ServerHttpRequest request) {
    return jobs.page(caller, place(cursor), wanted(status), size(limit))
        .flatMap(page -> body(page, request))
        .map(body -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body));
  }

  private Mono<ListBody> body(JobList.Page page, ServerHttpRequest request) {
    return Flux.fromIterable(page.items())
        .concatMap(
            item ->
                downloads
                    .url(item.seen().snapshot(), request)
                    .map(url -> JobBody.of(item.seen(), url.orElse(null))))
        .collectList()
        .map(items -> new ListBody(items, page.next()));
  }

  private static Optional<String> place(String cursor) {
    return cursor.isEmpty()
        ? Optional.empty()
        : Optional.of(
            JobIndex.cursor(cursor)
                .orElseThrow(() -> invalid("cursor is not one that a page of this list named.")));
  }

  private static Optional<String> wanted(String status) {
    if (status.isEmpty()) {
      return Optional.empty();
    }
    if (!STATUSES.contains(status)) {
      throw invalid("status is one of pending, processing, done, failed.");
    }
    return Optional.of(status);
  }

  private static int size(String limit) {
    if (limit.matches("[1-9]\\d{0,2}") && Integer.parseInt(limit) <= MOST) {
      return Integer.parseInt(limit);
    }
    throw invalid("limit is a number from 1 to " + MOST + ".");
  }

  private static RequestException invalid(String sentence) {
    return new RequestException(ErrorCode.INVALID_INPUT, sentence);
  }

  /**
   * A page.
   *
   * @param nextCursor {@code null} on the last page
   */
  record ListBody(
      List<JobBody> items, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {}
}
