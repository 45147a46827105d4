package io.reelway.api.follow;

import io.reelway.api.jobs.JobBody;
import io.reelway.api.jobs.JobReader;
import io.reelway.api.jobs.JobView;
import io.reelway.api.keys.Caller;
import io.reelway.api.roles.OnApiRole;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The poll route: answers at once, after a change, or with 304 if nothing has changed. */
@OnApiRole
@RestController
final class PollController {
  /** A tag of this API in a header that may contain several, weak or strong. */
  private static final Pattern TAG = Pattern.compile("\"([a-z]+)-[0-9a-f]+\"");

  private final JobReader reader;
  private final JobWatch watch;
  private final PollAnswer answer;

  PollController(JobReader reader, JobWatch watch, PollAnswer answer) {
    this.reader = reader;
    this.watch = watch;
    this.answer = answer;
  }

  @GetMapping("/api/media/jobs/{id}")
  Mono<ResponseEntity<JobBody>> poll(
      @PathVariable String id,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      ServerHttpRequest request) {
    Optional<Duration> wait = WaitPreference.of(request);
    return reader
        .read(id, caller)
        .flatMap(view ->
            wait.isPresent() && isKnown(view, request)
                ? watch.changeFrom(view.phase(), id, wait.get())
                : Mono.just(view))
        .flatMap(view -> answer.of(view, wait, request));
  }

  /**
   * A client that sends a tag of an earlier phase already has its change. Malformed tags are
   * ignored.
   */
  private static boolean isKnown(JobView view, ServerHttpRequest request) {
    String tags = String.join(",", request.getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH));
    return !view.isFinal()
        && TAG.matcher(tags)
            .results()
            .map((MatchResult tag) -> tag.group(1))
            .allMatch(view.phase()::equals);
  }
}
