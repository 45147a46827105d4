package io.reelway.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.api.keys.Caller;
import io.reelway.api.roles.OnApiRole;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The list route. */
@OnApiRole
@RestController
final class ListController {
  private final JobList jobs;
  private final DownloadLinks links;

  ListController(JobList jobs, DownloadLinks links) {
    this.jobs = jobs;
    this.links = links;
  }

  @GetMapping("/api/media/jobs")
  Mono<ResponseEntity<ListBody>> list(
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      ServerHttpRequest request) {
    ListRequest wanted = ListRequest.of(parameters, caller.owner());
    return jobs.page(wanted.filter(), wanted.status(), wanted.after(), wanted.limit())
        .flatMap(page -> body(page, request))
        .map(body -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body));
  }

  private Mono<ListBody> body(JobList.Page page, ServerHttpRequest request) {
    return Flux.fromIterable(page.items())
        .concatMap(item -> links.of(item.snapshot(), request).map(all -> JobBody.of(item, all)))
        .collectList()
        .map(items -> new ListBody(items, page.next() == null ? null : page.next().toString()));
  }

  /**
   * A page.
   *
   * @param nextCursor {@code null} on the last page
   */
  record ListBody(
      List<JobBody> items, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {}
}
