package io.reelway.api.jobs;

import io.reelway.api.OnApiRole;
import io.reelway.api.jobs.Submissions.Submitted;
import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** Submit, wait and download in one request. */
@OnApiRole
@RestController
final class OptimizeController {
  private static final int BUFFER = 64 * 1024;

  private final SubmissionScheduler reception;
  private final Waiting waiting;
  private final Totals totals;
  private final Store store;
  private final Scheduler blocking;
  private final JsonMapper json;

  OptimizeController(
      SubmissionScheduler reception,
      Waiting waiting,
      Totals totals,
      Store store,
      Scheduler blocking,
      JsonMapper json) {
    this.reception = reception;
    this.waiting = waiting;
    this.totals = totals;
    this.store = store;
    this.blocking = blocking;
    this.json = json;
  }

  /**
   * A client that goes away while it waits takes its job with it, unless it named a key: then it
   * may come back for the answer.
   */
  @PostMapping(path = "/api/media/optimize", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  Mono<Void> optimize(
      @RequestBody Flux<PartEvent> form,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestHeader HttpHeaders headers,
      ServerHttpResponse response) {
    WaitingClient client = new WaitingClient(waiting::abandon);
    Mono<Void> answer =
        reception
            .submit(form, caller, headers, client::waitsFor)
            .flatMap(
                submitted ->
                    waiting
                        .end(submitted.snapshot().job().id(), caller)
                        .doOnNext(end -> client.isAnswered())
                        .flatMap(end -> answer(submitted, end, response)));
    boolean mayComeBack = headers.containsHeader(IdempotencyKey.HEADER);
    return mayComeBack ? answer : answer.doOnCancel(client::leaves);
  }

  private Mono<Void> answer(
      Submitted submitted, Optional<JobView> end, ServerHttpResponse response) {
    if (submitted.replayed()) {
      response.getHeaders().set(IdempotencyKey.REPLAYED, "true");
    }
    if (end.isEmpty()) {
      return notYet(submitted, response);
    }
    JobSnapshot snapshot = end.get().snapshot();
    return switch (snapshot.state()) {
      case JobState.Done done -> hand(snapshot, done, response);
      case JobState.Failed failed ->
          Mono.error(new RequestException(failed.error().code(), failed.error().message()));
      case JobState.Pending open -> notYet(submitted, response);
      case JobState.Processing open -> notYet(submitted, response);
    };
  }

  private Mono<Void> hand(JobSnapshot snapshot, JobState.Done done, ServerHttpResponse response) {
    Flux<DataBuffer> content =
        DataBufferUtils.readInputStream(
                () -> store.open(new Location(done.output().key()), 0),
                response.bufferFactory(),
                BUFFER)
            .subscribeOn(blocking);
    return totals
        .now()
        .flatMap(
            count -> {
              OptimizedHeaders.write(snapshot, done, count, response.getHeaders());
              return response.writeWith(content);
            });
  }

  /** The answer of a submit. */
  private Mono<Void> notYet(Submitted submitted, ServerHttpResponse response) {
    SubmittedBody body = SubmittedBody.of(submitted);
    DataBuffer bytes = response.bufferFactory().wrap(json.writeValueAsBytes(body));
    response.setStatusCode(HttpStatus.ACCEPTED);
    response.getHeaders().setLocation(body.location());
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    response.getHeaders().setContentLength(bytes.readableByteCount());
    return response.writeWith(Mono.just(bytes));
  }
}
