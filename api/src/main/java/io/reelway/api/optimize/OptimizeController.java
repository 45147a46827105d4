package io.reelway.api.optimize;

import io.reelway.api.jobs.DownloadLinks;
import io.reelway.api.jobs.JobView;
import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.api.roles.OnApiRole;
import io.reelway.api.submit.IdempotencyKey;
import io.reelway.api.submit.SubmissionScheduler;
import io.reelway.api.submit.Submitted;
import io.reelway.api.submit.SubmittedBody;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Submit, wait and download in one request. */
@OnApiRole
@RestController
final class OptimizeController {
  private final SubmissionScheduler scheduler;
  private final JobAwaiter waiting;
  private final Totals totals;
  private final DownloadLinks links;
  private final StreamedOutputs streams;
  private final JsonMapper json;

  OptimizeController(
      SubmissionScheduler scheduler,
      JobAwaiter waiting,
      Totals totals,
      DownloadLinks links,
      StreamedOutputs streams,
      JsonMapper json) {
    this.scheduler = scheduler;
    this.waiting = waiting;
    this.totals = totals;
    this.links = links;
    this.streams = streams;
    this.json = json;
  }

  /**
   * If a client disconnects while it waits, its job is cancelled, unless the request has an
   * idempotency key: then the client may repeat the request for the answer.
   */
  @PostMapping(
      path = "/api/media/optimize",
      consumes = {MediaType.MULTIPART_FORM_DATA_VALUE, MediaType.APPLICATION_JSON_VALUE})
  Mono<Void> optimize(
      @RequestBody Flux<DataBuffer> body,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestHeader HttpHeaders headers,
      ServerWebExchange exchange) {
    boolean redirect = wantsRedirect(exchange.getRequest());
    WaitingClient client = new WaitingClient(waiting::abandon);
    Mono<Void> answer =
        scheduler
            .submit(body, caller, headers, client::waitsFor)
            .flatMap(submitted ->
                waiting
                    .end(submitted.snapshot().job().id(), caller)
                    .doOnNext(end -> client.isAnswered())
                    .flatMap(end -> answer(submitted, end, redirect, caller, exchange)));
    boolean mayComeBack = headers.containsHeader(IdempotencyKey.HEADER);
    return mayComeBack ? answer : answer.doOnCancel(client::leaves);
  }

  private static boolean wantsRedirect(ServerHttpRequest request) {
    return switch (request.getQueryParams().getOrDefault("redirect", List.of("false")).getFirst()) {
      case "true" -> true;
      case "false" -> false;
      case null, default ->
          throw new RequestException(ErrorCode.INVALID_INPUT, "redirect must be true or false.");
    };
  }

  private Mono<Void> answer(
      Submitted submitted,
      Optional<JobView> end,
      boolean redirect,
      Caller caller,
      ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    if (submitted.replayed()) {
      response.getHeaders().set(IdempotencyKey.REPLAYED, "true");
    }
    if (end.isEmpty()) {
      return notYet(submitted, response);
    }
    JobSnapshot snapshot = end.get().snapshot();
    return switch (snapshot.state()) {
      case JobState.Done done ->
          totals
              .now()
              .flatMap(count ->
                  redirect
                      ? redirect(snapshot, done, count, exchange)
                      : send(snapshot, done, count, caller, response))
              .doOnError(failure -> nameTheJob(submitted, response));
      case JobState.Failed failed -> Mono.error(RequestException.of(failed.error()));
      case JobState.Pending open -> notYet(submitted, response);
      case JobState.Processing open -> notYet(submitted, response);
    };
  }

  private Mono<Void> redirect(
      JobSnapshot snapshot, JobState.Done done, Totals.Count count, ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    return links
        .of(snapshot, exchange.getRequest())
        .flatMap(all -> {
          OptimizedHeaders.ofRedirect(snapshot, done, count, response.getHeaders());
          response.setStatusCode(HttpStatus.SEE_OTHER);
          response.getHeaders().setLocation(URI.create(Objects.requireNonNull(all.main())));
          return response.setComplete();
        });
  }

  private Mono<Void> send(
      JobSnapshot snapshot,
      JobState.Done done,
      Totals.Count count,
      Caller caller,
      ServerHttpResponse response) {
    return streams.send(
        done,
        caller.owner(),
        response,
        () -> OptimizedHeaders.ofFile(snapshot, done, count, response.getHeaders()));
  }

  /** The job is done even if its output cannot be sent now. */
  private static void nameTheJob(Submitted submitted, ServerHttpResponse response) {
    if (!response.isCommitted()) {
      response.getHeaders().setLocation(SubmittedBody.of(submitted).location());
    }
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
