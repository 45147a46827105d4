package io.reelway.api.submit;

import io.reelway.api.follow.JobEnd;
import io.reelway.api.follow.PollAnswer;
import io.reelway.api.follow.WaitPreference;
import io.reelway.api.jobs.JobBody;
import io.reelway.api.keys.Caller;
import io.reelway.api.roles.OnApiRole;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The submit route. With {@code Prefer: wait=30} the answer shows the job in its final state if it
 * ends in time.
 */
@OnApiRole
@RestController
final class SubmitController {
  private static final Logger LOG = LoggerFactory.getLogger(SubmitController.class);

  private final SubmissionScheduler scheduler;
  private final JobEnd ends;
  private final PollAnswer finalAnswer;

  SubmitController(SubmissionScheduler scheduler, JobEnd ends, PollAnswer finalAnswer) {
    this.scheduler = scheduler;
    this.ends = ends;
    this.finalAnswer = finalAnswer;
  }

  /** A client that disconnects while it waits does not cancel its job. */
  @PostMapping(
      path = "/api/media/jobs",
      consumes = {MediaType.MULTIPART_FORM_DATA_VALUE, MediaType.APPLICATION_JSON_VALUE})
  Mono<ResponseEntity<?>> submit(
      @RequestBody Flux<DataBuffer> body,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestHeader HttpHeaders headers,
      ServerHttpRequest request) {
    Optional<Duration> wait = WaitPreference.preferred(headers);
    return scheduler
        .submit(body, caller, headers)
        .flatMap(submitted ->
            Mono.justOrEmpty(wait)
                .flatMap(patience -> ended(submitted, caller, patience, request))
                .<ResponseEntity<?>>map(answer -> answer)
                .switchIfEmpty(Mono.fromSupplier(() -> accepted(submitted, wait))));
  }

  /**
   * The answer that shows the final job; empty if it does not end in time. The job is accepted, so
   * a failure to wait for it must not look like a refusal.
   */
  private Mono<ResponseEntity<JobBody>> ended(
      Submitted submitted, Caller caller, Duration patience, ServerHttpRequest request) {
    return ends.of(submitted.snapshot().job().id(), caller, patience)
        .flatMap(Mono::justOrEmpty)
        .flatMap(view -> finalAnswer.of(view, Optional.of(patience), request))
        .map(shown ->
            begin(shown.getStatusCode(), submitted)
                .headers(headers -> headers.putAll(shown.getHeaders()))
                .body(shown.getBody()))
        .onErrorResume(failure -> {
          LOG.debug("A submit is answered before its job has ended", failure);
          return Mono.empty();
        });
  }

  private static ResponseEntity<SubmittedBody> accepted(
      Submitted submitted, Optional<Duration> wait) {
    BodyBuilder answer =
        begin(submitted.replayed() ? HttpStatus.OK : HttpStatus.ACCEPTED, submitted);
    wait.ifPresent(
        patience -> answer.header(WaitPreference.APPLIED, WaitPreference.applied(patience)));
    return answer.body(SubmittedBody.of(submitted));
  }

  private static BodyBuilder begin(HttpStatusCode status, Submitted submitted) {
    BodyBuilder answer =
        ResponseEntity.status(status).location(SubmittedBody.of(submitted).location());
    return submitted.replayed() ? answer.header(IdempotencyKey.REPLAYED, "true") : answer;
  }
}
